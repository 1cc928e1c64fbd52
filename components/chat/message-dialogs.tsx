"use client";

import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { MessageView } from "@/lib/rooms/protocol";
import { DeleteMessageDialog } from "./delete-message-dialog";
import { ForwardDialog } from "./forward-dialog";
import { HistoryDialog } from "./history-dialog";
import { ReportDialog } from "./report-dialog";
import { SeenDialog } from "./seen-dialog";

export type MessageDialogWish =
  | { kind: "forward"; message: MessageView; link: string }
  | { kind: "history"; room: RoomId; message: MessageView }
  | { kind: "report"; room: RoomId; message: MessageView }
  | { kind: "seen"; people: readonly PersonId[] }
  | {
      kind: "delete-message";
      /** Null: it is mine. */
      author: PersonId | null;
      excerpt: string;
      replies: number;
      onConfirm(): void;
    };

/** The dialogs about one message. */
export function MessageDialogs({ wish, onClose }: { wish: MessageDialogWish; onClose: () => void }) {
  switch (wish.kind) {
    case "forward":
      return <ForwardDialog message={wish.message} link={wish.link} onClose={onClose} />;
    case "history":
      return <HistoryDialog room={wish.room} message={wish.message} onClose={onClose} />;
    case "report":
      return <ReportDialog room={wish.room} message={wish.message} onClose={onClose} />;
    case "seen":
      return <SeenDialog people={wish.people} onClose={onClose} />;
    case "delete-message":
      return <DeleteMessageDialog wish={wish} onClose={onClose} />;
    default:
      return wish satisfies never;
  }
}
