import { describe, expect, it } from "vitest";
import { newId, type AccountId, type RoomId } from "@/lib/platform/ids";
import { withDatabase } from "../testing/database";
import { logOf, metaOf } from "../testing/room-history";
import { ensureImportJob, insertImportedPeople, saveImportJob, type SourcePerson } from "./imports";
import {
  deactivatePerson,
  ensurePerson,
  findPerson,
  findPersonByAccount,
  listPeople,
  listPeopleByIds,
  listPeopleSharing,
} from "./people";
import { projectEvents } from "./room-log";

const database = withDatabase();

const source = (sourceId: string, email: string | null, name = sourceId): SourcePerson => ({
  sourceId,
  name,
  email,
  image: null,
  title: "",
});
const account = (email: string, more = {}) => {
  return { accountId: newId<AccountId>(), name: "Ada", email, emailVerified: true, role: "member", ...more };
};

describe("ensurePerson", () => {
  it("makes one person for an account, however often and however parallel it is asked", async () => {
    const db = database.tenant();
    const ada = account("ada@test.example");
    const found = await Promise.all(Array.from({ length: 20 }, () => ensurePerson(db, ada)));
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(await listPeople(db)).toMatchObject([
      { name: "Ada", kind: "member", email: "ada@test.example", deactivatedAt: null },
    ]);
    expect(await findPersonByAccount(db, ada.accountId)).toEqual(found[0]);
  });

  it("claims the imported person with the same verified address, name and messages kept", async () => {
    const db = database.tenant();
    const imported = (await insertImportedPeople(db, "slack", [source("U1", "Ada@Test.example", "Ada L.")])).get("U1");
    const unproved = await ensurePerson(db, account("ada@test.example", { emailVerified: false }));
    expect(unproved.id).not.toBe(imported);
    const ada = account("ADA@test.example", { role: "admin" });
    expect(await ensurePerson(db, ada)).toMatchObject({ id: imported, name: "Ada L.", kind: "member", role: "admin" });
    expect(await ensurePerson(db, ada)).toMatchObject({ id: imported });
    // It is taken now: another account with the address becomes somebody else.
    expect((await ensurePerson(db, account("ada@test.example"))).id).not.toBe(imported);
  });

  it("brings a person back who left, as the same one", async () => {
    const db = database.tenant();
    const ada = account("ada@test.example");
    const { id } = await ensurePerson(db, ada);
    await deactivatePerson(db, id);
    expect((await findPerson(db, id))?.deactivatedAt).toBeTypeOf("number");
    expect(await listPeopleByIds(db, [id], { activeOnly: true })).toEqual([]);
    expect(await ensurePerson(db, { ...ada, role: "guest" })).toMatchObject({ id, role: "guest", deactivatedAt: null });
  });

  it("links the same account in two tenants by nothing that people see", async () => {
    const ada = account("ada@test.example");
    const [one, two] = [await ensurePerson(database.tenant(), ada), await ensurePerson(database.tenant(), ada)];
    expect(one.id).not.toBe(two.id);
    expect(JSON.stringify(one)).not.toContain(ada.accountId);
  });
});

describe("listPeopleSharing", () => {
  it("shows who is in a room with a person now, and the person", async () => {
    const db = database.tenant();
    const [guest, friend, former] = [
      await database.person(db, "Guest"),
      await database.person(db, "Friend"),
      await database.person(db, "Former"),
    ];
    await database.person(db, "Stranger");
    const roomId = newId<RoomId>();
    const joins = [guest, friend, former].map((person) => ({
      type: "member.joined" as const,
      person,
      role: "member" as const,
    }));
    const log = logOf(
      [{ type: "room.created", meta: metaOf(roomId, friend) }, ...joins, { type: "member.left", person: former }],
      friend,
    );
    await projectEvents(db, roomId, log, []);
    expect((await listPeopleSharing(db, guest)).map(({ name }) => name)).toEqual(["Friend", "Guest"]);
    expect((await listPeopleSharing(db, former)).map(({ name }) => name)).toEqual(["Former"]);
    expect((await listPeopleByIds(db, [friend, former], { sharingWith: guest })).map(({ name }) => name)).toEqual([
      "Friend",
    ]);
  });
});

describe("insertImportedPeople", () => {
  it("names the same people again, also in parallel", async () => {
    const db = database.tenant();
    const users = [source("U1", "a@test.example"), source("U2", null), source("U3", null)];
    const all = await Promise.all(Array.from({ length: 6 }, () => insertImportedPeople(db, "slack", users)));
    for (const names of all) expect(names).toEqual(all[0]);
    expect(await listPeople(db)).toHaveLength(3);
    const more = await insertImportedPeople(db, "slack", [...users, source("U4", null)]);
    expect([...more.keys()].toSorted()).toEqual(["U1", "U2", "U3", "U4"]);
    expect(more.get("U2")).toBe(all[0]?.get("U2"));
  });

  it("takes people with one address for one person, and a member for whom they are", async () => {
    const db = database.tenant();
    const member = await ensurePerson(db, account("ada@test.example"));
    const names = await insertImportedPeople(db, "slack", [
      source("U1", "ADA@test.example"),
      source("U2", "b@test.example"),
      source("U3", "B@test.example"),
    ]);
    expect(names.get("U1")).toBe(member.id);
    expect(names.get("U2")).toBe(names.get("U3"));
    expect(await listPeople(db)).toHaveLength(2);
  });

  it("keeps sources apart", async () => {
    const db = database.tenant();
    const [one, two] = [
      await insertImportedPeople(db, "slack", [source("U1", null)]),
      await insertImportedPeople(db, "other", [source("U1", null)]),
    ];
    expect(one.get("U1")).not.toBe(two.get("U1"));
  });
});

describe("import jobs", () => {
  it("go on where they were", async () => {
    const db = database.tenant();
    const id = newId();
    expect(await ensureImportJob(db, id, "slack")).toEqual({ id, source: "slack", state: {}, finishedAt: null });
    await saveImportJob(db, id, { day: "2026-01-02" }, false);
    expect(await ensureImportJob(db, id, "slack")).toMatchObject({ state: { day: "2026-01-02" }, finishedAt: null });
    await saveImportJob(db, id, {}, true);
    expect((await ensureImportJob(db, id, "slack")).finishedAt).toBeTypeOf("number");
  });
});
