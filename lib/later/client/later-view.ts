/** What one browser knows of the things its person keeps for later: a value and its pure fold. */
import type { InboxServerFrame } from "../../rooms/protocol";
import type { LaterItem, SavedItem, ScheduledItem } from "../protocol";

/** By kind and id. */
export type LaterMap = ReadonlyMap<string, LaterItem>;

export function laterMap(items: readonly LaterItem[]): LaterMap {
  return new Map(items.map((item) => [keyOf(item), item]));
}

/** Folds one frame in. The welcome is the whole list; of single items the higher version wins. */
export function reduceLater(map: LaterMap, frame: InboxServerFrame): LaterMap {
  switch (frame.type) {
    case "inbox.welcome":
      return laterMap(frame.later);
    case "later.item": {
      const held = map.get(keyOf(frame.item));
      if (held && held.version >= frame.item.version) return map;
      return new Map(map).set(keyOf(frame.item), frame.item);
    }
    case "later.gone": {
      const held = map.get(keyOf(frame));
      if (!held || held.version > frame.version) return map;
      const rest = new Map(map);
      rest.delete(keyOf(frame));
      return rest;
    }
    default:
      return map;
  }
}

/** What needs the person's eye now: reminders that came, and messages that could not be sent. */
export function pressing(map: LaterMap): (SavedItem | ScheduledItem)[] {
  return [...map.values()].filter(
    (item): item is SavedItem | ScheduledItem =>
      (item.kind === "saved" && item.remindedAt !== null) || (item.kind === "scheduled" && item.state === "failed"),
  );
}

/** What became pressing between two states: each is news once. */
export function newlyPressing(before: LaterMap, after: LaterMap): (SavedItem | ScheduledItem)[] {
  const known = new Map(pressing(before).map((item) => [keyOf(item), newsOf(item)]));
  return pressing(after).filter((item) => known.get(keyOf(item)) !== newsOf(item));
}

function newsOf(item: SavedItem | ScheduledItem): string {
  return item.kind === "saved" ? String(item.remindedAt) : `${item.fault} ${item.at}`;
}

function keyOf({ kind, id }: { kind: string; id: string }): string {
  return `${kind}:${id}`;
}
