import { Bookmark, BookmarkX, CalendarClock, Clock, Sunrise, type LucideIcon } from "lucide-react";
import { momentOfChoice } from "@/components/later/use-moments";
import type { SavedItem } from "@/lib/later/protocol";

/** What an action on a message needs to know and to do. */
export interface SavedActionContext {
  saved: SavedItem | null;
  deleted: boolean;
  /** Keeps it, with a reminder where one is named; null takes it out. */
  keep(state: "todo" | null, remindAt?: number): void;
  /** Lets the person pick a moment. */
  pickMoment(onPick: (at: number) => void): void;
}

export interface SavedAction {
  id: string;
  /** A key of messages/en/later.json under `action`. */
  label: "save" | "unsave" | "remindHour" | "remindTomorrow" | "remindMonday" | "remindCustom";
  icon: LucideIcon;
  shortcut?: string;
  isShown(context: SavedActionContext): boolean;
  run(context: SavedActionContext): void;
}

const canKeep = ({ deleted }: SavedActionContext) => !deleted;

/** Keep a message, and be reminded of it: the items that a message's menu takes. */
export const SAVED_ACTIONS: readonly SavedAction[] = [
  {
    id: "save",
    label: "save",
    icon: Bookmark,
    shortcut: "s",
    isShown: (context) => canKeep(context) && context.saved === null,
    run: ({ keep }) => keep("todo"),
  },
  {
    id: "unsave",
    label: "unsave",
    icon: BookmarkX,
    shortcut: "s",
    isShown: ({ saved }) => saved !== null,
    run: ({ keep }) => keep(null),
  },
  {
    id: "remind-hour",
    label: "remindHour",
    icon: Clock,
    isShown: canKeep,
    run: ({ keep }) => keep("todo", momentOfChoice("hour")),
  },
  {
    id: "remind-tomorrow",
    label: "remindTomorrow",
    icon: Sunrise,
    isShown: canKeep,
    run: ({ keep }) => keep("todo", momentOfChoice("tomorrow")),
  },
  {
    id: "remind-monday",
    label: "remindMonday",
    icon: Sunrise,
    isShown: canKeep,
    run: ({ keep }) => keep("todo", momentOfChoice("monday")),
  },
  {
    id: "remind-custom",
    label: "remindCustom",
    icon: CalendarClock,
    isShown: canKeep,
    run: ({ keep, pickMoment }) => pickMoment((at) => keep("todo", at)),
  },
];
