import { beforeEach, expect, it } from "vitest";
import { newId, type PersonId, type TenantId } from "@/lib/platform/ids";
import type { TenantDb } from "../client";
import { withDatabase } from "../testing/database";
import { findEmoji, insertEmoji, listEmoji, removeEmoji, type NewEmoji } from "./emoji";
import { deactivatePerson, updatePersonRole } from "./people";

const database = withDatabase();
let db: TenantDb;
let ada: PersonId;

beforeEach(async () => {
  db = database.tenant(newId<TenantId>());
  ada = await database.person(db, "Ada");
});

const wish = (name: string, over: Partial<NewEmoji> = {}): NewEmoji => {
  return { id: newId(), name, author: ada, type: "image/png", size: 9, width: 16, height: 16, ...over };
};

it("makes an emoji once for each id, and each name once", async () => {
  const parrot = wish("parrot");
  const made = await insertEmoji(db, parrot, 500);
  expect(made).toMatchObject({ status: "done", emoji: { id: parrot.id, name: "parrot", author: ada } });
  expect(await insertEmoji(db, parrot, 500)).toEqual(made);
  expect(await insertEmoji(db, wish("parrot"), 500)).toEqual({ status: "taken" });
  await insertEmoji(db, wish("ant", { type: "image/gif" }), 500);
  expect((await listEmoji(db)).map(({ name }) => name)).toEqual(["ant", "parrot"]);
  expect(await findEmoji(db, parrot.id)).toMatchObject({ name: "parrot", type: "image/png" });
  await removeEmoji(db, parrot.id);
  expect(await findEmoji(db, parrot.id)).toBeNull();
  expect(await insertEmoji(db, wish("parrot"), 500)).toMatchObject({ status: "done" });
});

it("never makes more than the tenant may have, also many at a time", async () => {
  const answers = await Promise.all(["a1", "b1", "c1", "d1", "e1"].map((name) => insertEmoji(db, wish(name), 3)));
  expect(answers.filter(({ status }) => status === "done")).toHaveLength(3);
  expect(answers.filter(({ status }) => status === "full")).toHaveLength(2);
  expect(await listEmoji(db)).toHaveLength(3);
});

it("makes none for somebody who left, is a guest by now, or was never here", async () => {
  expect(await insertEmoji(db, wish("x1", { author: newId<PersonId>() }), 500)).toEqual({ status: "gone" });
  await updatePersonRole(db, ada, "guest");
  expect(await insertEmoji(db, wish("x2"), 500)).toEqual({ status: "gone" });
  await updatePersonRole(db, ada, "member");
  await deactivatePerson(db, ada);
  expect(await insertEmoji(db, wish("x3"), 500)).toEqual({ status: "gone" });
  expect(await listEmoji(db)).toEqual([]);
});
