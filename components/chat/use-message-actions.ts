"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { toast } from "@/components/ui/sonner";
import type { SavedItem } from "@/lib/later/protocol";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { RoomActions } from "@/lib/rooms/client/room-state";
import { withNames } from "@/lib/rooms/client/plain-text";
import { quoteOf } from "@/lib/rooms/client/quote";
import type { MessageView } from "@/lib/rooms/protocol";
import { useDialogs } from "./dialogs";
import { useRoom, useRoomActions, useRoomId } from "./room-context";
import { useRoomUi, type MessagePlace, type RoomUi } from "./room-ui";
import { useNameOf, useRoomHref, useRooms } from "./rooms-provider";
import { useKeep, useSaved } from "./save-message";
import { useSeenBy } from "./seen-by";
import { useNames } from "./use-names";
import { panelQuery, usePanel } from "./use-panel";

/** What an action of a message may look at and use. */
export interface MessageActionContext {
  room: RoomId;
  message: MessageView;
  /** Where it was asked for. */
  place: MessagePlace;
  me: PersonId;
  mine: boolean;
  /** Nothing can be written here: archived, or left. */
  readOnly: boolean;
  /** No longer in the room. */
  left: boolean;
  /** Owner of the room, or administrator of the tenant. */
  mayManage: boolean;
  /** Others who have read up to it; null where the room does not say. */
  seenBy: readonly PersonId[] | null;
  /** The full address of the message. */
  link: string;
  /** What I keep of it for later, if anything. */
  saved: SavedItem | null;
  actions: RoomActions;
  ui: RoomUi;
  dialogs: ReturnType<typeof useDialogs>;
  /** Keeps it for later, with a reminder where a moment is named; null takes it out. */
  keep(state: "todo" | null, remindAt?: number): void;
  copy(what: "text" | "link"): void;
  quote(): void;
  openThread(): void;
  markUnread(): void;
  confirmDelete(): void;
}

const COPIED_MS = 1_500;

/** Everything that can be done with a message, ready for the items of message-action-items.ts. */
export function useMessageActions(message: MessageView, place: MessagePlace): MessageActionContext {
  const t = useTranslations("threads");
  const room = useRoomId();
  const { viewer } = useRooms();
  const nameOf = useNameOf();
  const actions = useRoomActions();
  const ui = useRoomUi();
  const dialogs = useDialogs();
  const panel = usePanel();
  const left = useRoom(({ view }) => view.gone);
  const readOnly = useRoom(({ view }) => view.gone || view.meta?.archivedAt != null);
  const isOwner = useRoom(({ view }) => view.role === "owner");
  const seenBy = useSeenBy(message);
  const saved = useSaved(room, message.seq);
  const keep = useKeep(room, message.seq);
  const names = useNames();
  const hrefOf = useRoomHref();
  return useMemo(() => {
    const words = withNames(message.body, names);
    const link = () => `${window.location.origin}${messageHref(hrefOf(room), message)}`;
    const ctx: MessageActionContext = {
      room,
      message,
      place,
      me: viewer.person,
      mine: message.author === viewer.person,
      readOnly,
      left,
      mayManage: isOwner || viewer.isAdmin,
      seenBy,
      saved,
      get link() {
        return link();
      },
      actions,
      ui,
      dialogs,
      keep,
      copy: (what) => void copy(what === "text" ? words : link(), t(`copied.${what}`), t("copied.refused")),
      quote: () => ui.insert(place, `${quoteOf(words, { from: t("quoteFrom", { name: nameOf(message.author) }) })}\n`),
      openThread: () => panel.open({ kind: "thread", root: message.thread ?? message.seq }),
      markUnread: () => {
        actions.markUnread(message.seq);
        toast(t("markedUnread"), { id: "marked-unread", duration: COPIED_MS });
      },
      confirmDelete: () =>
        dialogs.open({
          kind: "delete-message",
          author: message.author === viewer.person ? null : message.author,
          excerpt: words,
          replies: message.replies?.count ?? 0,
          onConfirm: () => actions.remove(message.seq),
        }),
    };
    return ctx;
  }, [
    room,
    message,
    place,
    viewer,
    readOnly,
    left,
    isOwner,
    seenBy,
    saved,
    keep,
    names,
    actions,
    ui,
    dialogs,
    panel,
    hrefOf,
    nameOf,
    t,
  ]);
}

/** The address of a message: a reply opens its thread. */
export function messageHref(roomHref: string, { seq, thread }: Pick<MessageView, "seq" | "thread">): string {
  return `${roomHref}?${thread === null ? `message=${seq}` : panelQuery({ kind: "thread", root: thread, reply: seq })}`;
}

async function copy(text: string, done: string, refused: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(done, { id: "copied", duration: COPIED_MS });
  } catch {
    toast.error(refused, { id: "copied" });
  }
}
