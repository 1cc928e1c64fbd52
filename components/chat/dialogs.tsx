"use client";

import { createContext, lazy, Suspense, useContext, useMemo, useState, type ReactNode } from "react";
import type { ScheduledItem } from "@/lib/later/protocol";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { RoomMeta } from "@/lib/rooms/protocol";
import type { MessageDialogWish } from "./message-dialogs";

export type DialogWish =
  | { kind: "channel" }
  | { kind: "message" }
  | { kind: "browse" }
  | { kind: "status" }
  | { kind: "date"; onPick(atMs: number): void }
  | { kind: "files"; room: RoomId; name: string; onShow(seq: number): void }
  | { kind: "moment"; what: "send" | "remind"; onPick(atMs: number): void }
  | { kind: "scheduled"; message: ScheduledItem }
  | { kind: "rename"; room: RoomMeta }
  | { kind: "topic"; room: RoomMeta }
  | { kind: "add"; room: RoomMeta; present: readonly PersonId[] }
  | { kind: "archive"; room: RoomMeta; name: string }
  | { kind: "leave"; room: RoomMeta; name: string }
  | { kind: "remove"; room: RoomId; roomName: string; person: PersonId }
  | MessageDialogWish;

interface Dialogs {
  open(wish: DialogWish): void;
}

const DialogsContext = createContext<Dialogs | null>(null);
// Nobody needs these to read: they come when they are wanted.
const RoomDialogs = lazy(() => import("./room-dialogs").then(({ RoomDialogs: component }) => ({ default: component })));

/** Opens the dialogs of the rooms from anywhere inside. */
export function DialogsProvider({ children }: { children: ReactNode }) {
  const [wish, setWish] = useState<DialogWish | null>(null);
  const value = useMemo(() => ({ open: setWish }), []);
  return (
    <DialogsContext value={value}>
      {children}
      {wish ? (
        <Suspense fallback={null}>
          <RoomDialogs wish={wish} onClose={() => setWish(null)} />
        </Suspense>
      ) : null}
    </DialogsContext>
  );
}

export function useDialogs(): Dialogs {
  const value = useContext(DialogsContext);
  if (!value) throw new Error("A dialog is opened outside of DialogsProvider.");
  return value;
}
