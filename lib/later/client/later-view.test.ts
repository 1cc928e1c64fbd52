import { describe, expect, it } from "vitest";
import { newId, type ClientId, type RoomId } from "../../platform/ids";
import type { SavedItem, ScheduledItem } from "../protocol";
import { laterMap, newlyPressing, pressing, reduceLater } from "./later-view";

const room = newId<RoomId>();
const saved = (part: Partial<SavedItem> = {}): SavedItem => ({
  kind: "saved",
  id: `${room}:4`,
  version: 1,
  room,
  seq: 4,
  savedAt: 0,
  done: false,
  remindAt: null,
  remindedAt: null,
  ...part,
});
const failed: ScheduledItem = {
  kind: "scheduled",
  id: newId<ClientId>(),
  version: 2,
  room,
  thread: null,
  body: "hello",
  at: 1,
  state: "failed",
  fault: "archived",
  retryAt: null,
  tries: 0,
};

describe("what is kept for later", () => {
  it("keeps the higher version of an item, and does not bring back what is gone", () => {
    let map = reduceLater(laterMap([]), { type: "later.item", item: saved({ version: 5, done: true }) });
    map = reduceLater(map, { type: "later.item", item: saved({ version: 4 }) });
    expect([...map.values()]).toMatchObject([{ version: 5, done: true }]);
    const stale = reduceLater(map, { type: "later.gone", kind: "saved", id: saved().id, version: 3 });
    expect(stale.size).toBe(1);
    expect(reduceLater(map, { type: "later.gone", kind: "saved", id: saved().id, version: 6 }).size).toBe(0);
  });

  it("names what came up since, once", () => {
    const before = laterMap([saved({ remindAt: 10 })]);
    const after = laterMap([saved({ remindedAt: 10, version: 2 }), failed]);
    expect(newlyPressing(before, after).map(({ kind }) => kind)).toEqual(["saved", "scheduled"]);
    expect(newlyPressing(after, laterMap([saved({ remindedAt: 10, version: 3 }), failed]))).toEqual([]);
    expect(pressing(before)).toEqual([]);
  });
});
