import { expect, it } from "vitest";
import { newId, type ClientId, type PersonId } from "../../platform/ids";
import type { RoomEvent } from "../../rooms/protocol";
import { amendHit } from "./amend-hit";

const author = newId<PersonId>();
const hit = {
  seq: 5,
  body: "as it was",
  editedAt: null,
  before: { seq: 4, author, body: "before" },
  after: { seq: 6, author, body: "after" },
};
const at = { seq: 9, at: 1_000, author, clientId: newId<ClientId>() };
const edited = (target: number, body: string): RoomEvent => ({ ...at, type: "message.edited", target, body });
const deleted = (target: number): RoomEvent => ({ ...at, type: "message.deleted", target });

it("stays as it is without news, and with news of others", () => {
  expect(amendHit(hit, [])).toEqual(hit);
  expect(amendHit(hit, [edited(7, "x"), deleted(8)])).toEqual(hit);
});

it("has the newest text, and is gone with its deletion, whatever comes after", () => {
  expect(amendHit(hit, [edited(5, "one"), edited(5, "two")])).toEqual({ ...hit, body: "two", editedAt: 1_000 });
  expect(amendHit(hit, [edited(5, "one"), deleted(5), edited(5, "two")])).toBeNull();
});

it("shows what stands around it as it is now", () => {
  expect(amendHit(hit, [edited(4, "new"), deleted(6)])).toEqual({
    ...hit,
    before: { ...hit.before, body: "new" },
    after: null,
  });
});
