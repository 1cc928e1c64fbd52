import { expect, it } from "vitest";
import { newId, type PersonId, type RoomId } from "@/lib/platform/ids";
import { withDatabase } from "../testing/database";
import { listLaterItems, projectLaterItems, type ProjectedLaterItem } from "./later";

const database = withDatabase();
const room = newId<RoomId>();

const draft = (version: number, body: string | null): ProjectedLaterItem => ({
  kind: "draft",
  id: room,
  version,
  gone: body === null,
  data: body === null ? {} : { kind: "draft", id: room, version, room, thread: null, body, at: version, by: "d" },
});

it("keeps the highest version, whatever comes twice or late", async () => {
  const db = database.tenant();
  const me = newId<PersonId>();
  await projectLaterItems(db, me, [draft(2, "second")]);
  await projectLaterItems(db, me, [draft(1, "first")]);
  await projectLaterItems(db, me, [draft(2, "second"), { ...draft(3, "saved"), kind: "saved", id: `${room}:4` }]);
  expect(await listLaterItems(db, me)).toMatchObject([
    { version: 2, body: "second" },
    { version: 3, body: "saved" },
  ]);
  await projectLaterItems(db, me, [draft(4, null)]);
  await projectLaterItems(db, me, [draft(2, "second")]);
  expect(await listLaterItems(db, me)).toMatchObject([{ version: 3 }]);
});

it("keeps nothing of what is gone, and forgets that it was there after a while", async () => {
  const db = database.tenant();
  const me = newId<PersonId>();
  await projectLaterItems(db, me, [draft(1, "a secret plan")]);
  await projectLaterItems(db, me, [draft(2, null)]);
  const rows = () => database.admin<{ data: object }>("select data from later_items where person_id = $1", [me]);
  expect(await rows()).toEqual([{ data: {} }]);
  await database.admin("update later_items set updated_at = now() - interval '31 days' where person_id = $1", [me]);
  await projectLaterItems(db, me, [{ ...draft(3, "new"), id: newId() }]);
  expect(await rows()).toHaveLength(1);
});

it("keeps one person's things from another's", async () => {
  const db = database.tenant();
  const [me, other] = [newId<PersonId>(), newId<PersonId>()];
  await projectLaterItems(db, me, [draft(1, "mine")]);
  await projectLaterItems(db, other, [draft(9, null)]);
  expect(await listLaterItems(db, other)).toEqual([]);
  expect(await listLaterItems(db, me)).toMatchObject([{ body: "mine" }]);
});
