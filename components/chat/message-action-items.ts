import {
  AlarmClock,
  Bookmark,
  BookmarkX,
  CornerUpRight,
  Flag,
  Copy,
  Eye,
  EyeOff,
  History,
  Link2,
  MessageSquareReply,
  PenLine,
  Pin,
  PinOff,
  TextQuote,
  Trash2,
  type LucideIcon,
} from "lucide-react";
import type { MessageKeys, NestedKeyOf } from "next-intl";
import type { Messages } from "@/lib/i18n/messages";
import type { MessageActionContext } from "./use-message-actions";

/** A string of the interface that needs no values, by its full key. */
export type LabelKey = MessageKeys<Messages, NestedKeyOf<Messages>>;

/** Something that can be done with a message: in the toolbar, in its "more" menu, in the sheet on a phone, by a key. */
export interface MessageActionItem {
  id: string;
  label: LabelKey;
  icon: LucideIcon;
  /** A bare character, or a key's name, that acts while the message has the focus. */
  shortcut?: string;
  /** A line is drawn between groups. */
  group: "answer" | "keep" | "copy" | "look" | "change";
  /** Stands in the toolbar itself as well. */
  inBar?: boolean;
  destructive?: boolean;
  /** The focus goes where the action leads, and not back to the menu's button. */
  movesFocus?: boolean;
  isShown(ctx: MessageActionContext): boolean;
  run(ctx: MessageActionContext): void;
}

const canWrite = ({ readOnly }: MessageActionContext) => !readOnly;

/** In the order they are shown. A new action is one more entry, and a label. */
export const MESSAGE_ACTION_ITEMS: readonly MessageActionItem[] = [
  {
    id: "thread",
    label: "threads.actions.thread",
    icon: MessageSquareReply,
    shortcut: "t",
    group: "answer",
    inBar: true,
    movesFocus: true,
    isShown: ({ place, message, readOnly }) =>
      place === "room" && (!readOnly || message.thread !== null || message.replies !== null),
    run: (ctx) => ctx.openThread(),
  },
  {
    id: "quote",
    label: "threads.actions.quote",
    icon: TextQuote,
    shortcut: "q",
    group: "answer",
    movesFocus: true,
    isShown: canWrite,
    run: (ctx) => ctx.quote(),
  },
  {
    id: "forward",
    label: "threads.actions.forward",
    icon: CornerUpRight,
    shortcut: "f",
    group: "answer",
    movesFocus: true,
    isShown: () => true,
    run: (ctx) => ctx.dialogs.open({ kind: "forward", message: ctx.message, link: ctx.link }),
  },
  {
    id: "pin",
    label: "threads.actions.pin",
    icon: Pin,
    shortcut: "p",
    group: "keep",
    isShown: ({ message, readOnly }) => !readOnly && message.pinned === null,
    run: ({ actions, message }) => actions.pin(message.seq, true),
  },
  {
    id: "unpin",
    label: "threads.actions.unpin",
    icon: PinOff,
    shortcut: "p",
    group: "keep",
    isShown: ({ message, readOnly }) => !readOnly && message.pinned !== null,
    run: ({ actions, message }) => actions.pin(message.seq, false),
  },
  {
    id: "unread",
    label: "threads.actions.markUnread",
    icon: EyeOff,
    shortcut: "u",
    group: "keep",
    isShown: ({ place }) => place === "room",
    run: (ctx) => ctx.markUnread(),
  },
  {
    id: "save",
    label: "later.action.save",
    icon: Bookmark,
    shortcut: "s",
    group: "keep",
    inBar: true,
    isShown: ({ saved }) => saved === null,
    run: (ctx) => ctx.keep("todo"),
  },
  {
    id: "unsave",
    label: "later.action.unsave",
    icon: BookmarkX,
    shortcut: "s",
    group: "keep",
    inBar: true,
    isShown: ({ saved }) => saved !== null,
    run: (ctx) => ctx.keep(null),
  },
  {
    id: "remind",
    label: "later.action.remind",
    icon: AlarmClock,
    shortcut: "m",
    group: "keep",
    movesFocus: true,
    isShown: () => true,
    run: ({ dialogs, keep }) => dialogs.open({ kind: "moment", what: "remind", onPick: (at) => keep("todo", at) }),
  },
  {
    id: "copy-text",
    label: "threads.actions.copyText",
    icon: Copy,
    shortcut: "c",
    group: "copy",
    isShown: () => true,
    run: (ctx) => ctx.copy("text"),
  },
  {
    id: "copy-link",
    label: "threads.actions.copyLink",
    icon: Link2,
    shortcut: "l",
    group: "copy",
    isShown: () => true,
    run: (ctx) => ctx.copy("link"),
  },
  {
    id: "seen",
    label: "threads.actions.seenBy",
    icon: Eye,
    group: "look",
    movesFocus: true,
    isShown: ({ seenBy }) => seenBy !== null,
    run: ({ dialogs, seenBy }) => dialogs.open({ kind: "seen", people: seenBy ?? [] }),
  },
  {
    id: "history",
    label: "threads.actions.history",
    icon: History,
    group: "look",
    movesFocus: true,
    isShown: ({ message, mayManage, mine }) => message.editedAt !== null && (mine || mayManage),
    run: ({ dialogs, room, message }) => dialogs.open({ kind: "history", room, message }),
  },
  {
    id: "report",
    label: "moderation.report.action",
    icon: Flag,
    group: "look",
    movesFocus: true,
    isShown: ({ mine, left }) => !mine && !left,
    run: ({ dialogs, room, message }) => dialogs.open({ kind: "report", room, message }),
  },
  {
    id: "edit",
    label: "threads.actions.edit",
    icon: PenLine,
    shortcut: "e",
    group: "change",
    inBar: true,
    movesFocus: true,
    isShown: ({ mine, readOnly }) => mine && !readOnly,
    run: ({ ui, message, place }) => ui.beginEdit(message, place),
  },
  {
    id: "delete",
    label: "threads.actions.delete",
    icon: Trash2,
    shortcut: "Delete",
    group: "change",
    destructive: true,
    movesFocus: true,
    isShown: ({ mine, mayManage, readOnly }) => !readOnly && (mine || mayManage),
    run: (ctx) => ctx.confirmDelete(),
  },
];

/** The keys that act on a message, for the shortcut sheet. */
export function messageShortcuts(): { id: string; label: LabelKey; shortcut: string }[] {
  return MESSAGE_ACTION_ITEMS.flatMap(({ id, label, shortcut }) =>
    shortcut === undefined || id === "unpin" || id === "unsave" ? [] : [{ id, label, shortcut }],
  );
}
