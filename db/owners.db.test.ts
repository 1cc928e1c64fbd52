/** A tenant keeps an owner, whoever lets go and however many at once: by the rule in Postgres itself, with a real race. */
import pg from "pg";
import { describe, expect, it } from "vitest";
import { newId } from "@/lib/platform/ids";
import { withDatabase } from "./testing/database";

const database = withDatabase();

async function tenantOf(roles: readonly string[]): Promise<{ tenant: string; members: string[] }> {
  const tenant = newId();
  await database.owner("insert into auth.organization (id, name, slug, created_at) values ($1, 'T', $1, now())", [
    tenant,
  ]);
  const members: string[] = [];
  for (const role of roles) {
    const id = newId();
    await database.owner(
      `with u as (insert into auth."user" (id, name, email, email_verified, created_at, updated_at)
         values ($1, 'P', $1 || '@x.example', true, now(), now()) returning id)
       insert into auth.member (id, organization_id, user_id, role, created_at) select $1, $2, u.id, $3, now() from u`,
      [id, tenant, role],
    );
    members.push(id);
  }
  return { tenant, members };
}

const ownersOf = async (tenant: string) =>
  (await database.owner("select from auth.member where organization_id = $1 and role = 'owner'", [tenant])).length;
const demote = "update auth.member set role = 'member' where id = $1";
const remove = "delete from auth.member where id = $1";
const refusal = { code: "23514", constraint: "tenant_keeps_an_owner" };

describe("the last owner", () => {
  it.each([
    ["demote each other", demote, demote],
    ["leave", remove, remove],
    ["leave and are demoted", remove, demote],
  ])("stays when two owners %s at once", async (_name, first, second) => {
    const { tenant, members } = await tenantOf(["owner", "owner", "member"]);
    const [one, two] = [new pg.Client(database.env.DATABASE_URL), new pg.Client(database.env.DATABASE_URL)];
    await Promise.all([one.connect(), two.connect()]);
    try {
      await one.query("begin");
      await one.query(first, [members[0]]);
      // The second statement began before the first was committed, and does not see it.
      const late = two.query(second, [members[1]]).then(
        () => null,
        (error: unknown) => error,
      );
      await database.waitForLock();
      await one.query("commit");
      expect(await late).toMatchObject(refusal);
    } finally {
      await Promise.all([one.end(), two.end()]);
    }
    expect(await ownersOf(tenant)).toBe(1);
  });

  it("may not go alone, may go when another is there, and goes with the tenant", async () => {
    const { tenant, members } = await tenantOf(["owner", "admin"]);
    await expect(database.app(demote, [members[0]])).rejects.toMatchObject(refusal);
    await expect(database.app(remove, [members[0]])).rejects.toMatchObject(refusal);
    await database.app("update auth.member set role = 'owner' where id = $1", [members[1]]);
    await database.app(demote, [members[0]]);
    expect(await ownersOf(tenant)).toBe(1);
    await database.owner("delete from auth.organization where id = $1", [tenant]);
    expect(await ownersOf(tenant)).toBe(0);
  });
});
