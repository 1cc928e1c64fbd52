import { expect, it } from "vitest";
import { readGroups } from "@/db/queries/groups";
import { joinByMail, makeTenant, newcomer, refusal, withSite } from "@/lib/access/testing/site";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { parseInput } from "@/lib/http/parse-input";
import { newId, type GroupId, type PersonId } from "@/lib/platform/ids";
import { deactivatePerson } from "@/db/queries/people";
import { changeGroup, changeGroupInput } from "./server/change-group";
import { createGroup, createGroupInput } from "./server/create-group";
import { deleteGroup } from "./server/delete-group";
import { listGroups } from "./server/list-groups";

withSite();

const create = async (ctx: SessionCtx, handle: string, people: PersonId[] = [], name = "A name") =>
  createGroup(ctx, parseInput(createGroupInput, { tenant: ctx.tenantSlug, handle, name, people }));
const change = async (ctx: SessionCtx, group: GroupId, handle: string, people: PersonId[] = []) =>
  changeGroup(ctx, parseInput(changeGroupInput, { tenant: ctx.tenantSlug, group, handle, name: "New name", people }));
const list = async (ctx: SessionCtx) => (await listGroups(ctx, { tenant: ctx.tenantSlug })).groups;
const remove = (ctx: SessionCtx, group: GroupId) => deleteGroup(ctx, { tenant: ctx.tenantSlug, group });

async function place(slug: string) {
  const owner = await newcomer(`owner@${slug}.example`);
  await makeTenant(slug, owner);
  const boss = await owner.in(slug);
  const ada = await (await joinByMail(slug, owner, `ada@${slug}.example`)).in(slug);
  const guest = await (await joinByMail(slug, owner, `guest@${slug}.example`, "guest")).in(slug);
  return { owner, boss, ada, guest };
}

it("are made, changed and deleted by administrators, and seen by everybody", async () => {
  const { boss, ada, guest } = await place("groups-one");
  const people = [ada.actor.person, boss.actor.person];
  expect(await refusal(create(ada, "sales", people))).toBe("forbidden");
  const { group } = await create(boss, "sales", people, "  All of \t sales ");
  expect(group).toMatchObject({ handle: "sales", name: "All of sales", deleted: false });
  expect(group.people.toSorted()).toEqual(people.toSorted());
  expect(await list(ada)).toEqual([group]);
  // A guest learns what it is called, and of its people only those they share a room with.
  expect(await list(guest)).toEqual([{ ...group, people: [] }]);

  expect(await refusal(change(ada, group.id, "sales"))).toBe("forbidden");
  expect((await change(boss, group.id, "sellers", [ada.actor.person])).group).toMatchObject({
    handle: "sellers",
    name: "New name",
    people: [ada.actor.person],
  });
  await deactivatePerson(boss.db, ada.actor.person);
  expect((await list(boss))[0]?.people).toEqual([]);

  expect(await refusal(remove(ada, group.id))).toBe("forbidden");
  await remove(boss, group.id);
  expect(await refusal(remove(boss, group.id))).toBe("not_found");
  expect(await refusal(change(boss, group.id, "again"))).toBe("not_found");
  expect(await list(ada)).toEqual([{ ...group, handle: "sellers", name: "New name", people: [], deleted: true }]);
  expect(await readGroups(boss.db, [group.id])).toEqual([]);
});

it("have one handle each, which a deleted one gives back", async () => {
  const { boss } = await place("groups-two");
  const one = (await create(boss, "one", [boss.actor.person])).group;
  const two = (await create(boss, "two", [boss.actor.person])).group;
  expect(await refusal(create(boss, "one"))).toBe("conflict");
  expect(await refusal(change(boss, two.id, "one"))).toBe("conflict");
  // A refused change leaves everything as it was.
  expect((await list(boss)).find(({ id }) => id === two.id)).toEqual(two);
  await remove(boss, one.id);
  expect((await change(boss, two.id, "one")).group.handle).toBe("one");
  for (const handle of ["", "here", "A", "x".repeat(31), "a b"])
    await expect(create(boss, handle)).rejects.toMatchObject({ code: "invalid_request" });
  await expect(
    create(
      boss,
      "many",
      Array.from({ length: 501 }, () => newId<PersonId>()),
    ),
  ).rejects.toMatchObject({
    code: "invalid_request",
  });
});

it("are a hundred at most, also when many are made at a time", async () => {
  const { boss } = await place("groups-many");
  for (let at = 0; at < 98; at++) await create(boss, `g${at}`);
  const answers = await Promise.all(["a", "b", "c", "d"].map((handle) => refusal(create(boss, handle))));
  expect(answers.filter((code) => code === "quota_exceeded")).toHaveLength(2);
  expect(await list(boss)).toHaveLength(100);
});

it("of another tenant are nowhere, and neither are its people", async () => {
  const here = await place("groups-here");
  const there = await place("groups-there");
  const { group } = await create(there.boss, "secret", [there.ada.actor.person]);
  expect(await list(here.boss)).toEqual([]);
  expect(await refusal(change(here.boss, group.id, "mine"))).toBe("not_found");
  expect(await refusal(remove(here.boss, group.id))).toBe("not_found");
  expect(await refusal(create(here.boss, "mine", [there.ada.actor.person]))).toBe("not_found");
  expect(await readGroups(here.boss.db, [group.id])).toEqual([]);
  expect(await list(there.boss)).toEqual([group]);
});
