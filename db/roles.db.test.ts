import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { newId, type TenantId } from "@/lib/platform/ids";
import { assertSafeRole } from "./check-role";
import { authDb, tenantDb, type TenantDb, type TenantQuery } from "./client";
import { migrate } from "./migrate";
import { findRoom } from "./queries/rooms";
import { people } from "./schema/people";
import { withDatabase } from "./testing/database";

const database = withDatabase();

/** The same database as somebody else, who may exist in this database's server only for the moment. */
async function as(role: string, attributes: string, then: (env: typeof database.env) => Promise<void>): Promise<void> {
  const name = `test_${role}_${newId().slice(-8)}`;
  await database.admin(`create role ${name} login password 'x' ${attributes}`);
  await database.admin(`grant usage on schema platform to ${name}`);
  try {
    const url = Object.assign(new URL(database.env.DATABASE_URL), { username: name, password: "x" }).href;
    await then({ ...database.env, DATABASE_URL: url });
  } finally {
    await database.admin(`drop owned by ${name} cascade`);
    await database.admin(`drop role ${name}`);
  }
}

describe("assertSafeRole", () => {
  it("passes the app role", async () => {
    await expect(assertSafeRole(database.env)).resolves.toBeUndefined();
  });

  it.each([
    { role: "super", attributes: "superuser", why: "is a superuser" },
    { role: "bypass", attributes: "bypassrls", why: "has BYPASSRLS" },
    { role: "heir", attributes: "in role parlor_owner", why: "owns tenant tables" },
    { role: "heirless", attributes: "noinherit in role parlor_owner", why: "owns tenant tables" },
    { role: "step", attributes: "in role parlor_admin", why: "is a superuser" },
  ])("refuses a role that $why ($attributes)", async ({ role, attributes, why }) => {
    await as(role, attributes, async (env) => {
      await expect(assertSafeRole(env)).rejects.toThrow(
        new RegExp(`^The role test_${role}_\\w+ of DATABASE_URL ${why}, so tenants`),
      );
      // Nor does any statement of a tenant get through to an isolate that skipped the check.
      await expect(findRoom(tenantDb(env, newId<TenantId>()), newId())).rejects.toMatchObject({ code: "PR001" });
    });
  });

  it("refuses the owner of the tables", async () => {
    await expect(assertSafeRole({ ...database.env, DATABASE_URL: database.ownerUrl })).rejects.toThrow(
      "parlor_owner of DATABASE_URL owns tenant tables",
    );
  });

  it("says in one sentence when there are no tables, and when nobody answers", async () => {
    const empty = Object.assign(new URL(database.env.DATABASE_URL), { pathname: "/postgres" }).href;
    await expect(assertSafeRole({ ...database.env, DATABASE_URL: empty })).rejects.toThrow("run the migrations first");
    const nowhere = Object.assign(new URL(database.env.DATABASE_URL), { port: "1" }).href;
    await expect(assertSafeRole({ ...database.env, DATABASE_URL: nowhere })).rejects.toThrow("does not answer");
  });
});

describe("the app role", () => {
  it.each([
    "create table x (id int)",
    "create temporary table x (id int)",
    "create schema x",
    "create view x as select 1",
    "create function x() returns int language sql as 'select 1'",
    "alter table rooms disable row level security",
    "alter table rooms no force row level security",
    "drop policy tenant_isolation on rooms",
    "drop table messages",
    "truncate messages",
    "create index on messages (body)",
    "alter role parlor_app bypassrls",
    "set role parlor_owner",
    "create role x",
    "create extension pg_trgm",
    "grant select on messages to public",
    "select platform.protect_tenant_table('auth.user')",
    "select * from drizzle.__drizzle_migrations",
    "copy messages to program 'true'",
    "select pg_read_file('postgresql.conf')",
  ])("cannot: %s", async (statement) => {
    // 42501: no privilege or not the owner. `grant` on what is not ours only warns; the rights below prove it changed nothing.
    const outcome = await database.app(statement).then(
      () => "done",
      (error: { code: string }) => error.code,
    );
    if (statement.startsWith("grant")) {
      const rights = await database.admin(
        "select from information_schema.role_table_grants where grantee = 'PUBLIC' and table_name = 'messages'",
      );
      expect(rights).toEqual([]);
    } else {
      expect(outcome).toBe("42501");
    }
  });

  it("owns nothing, and has no attribute that would let it", async () => {
    expect(await database.admin("select relname from pg_class where relowner = 'parlor_app'::regrole")).toEqual([]);
    expect(
      await database.admin(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = 'parlor_app'",
      ),
    ).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false },
    ]);
  });
});

describe("TenantDb", () => {
  it("does not compile without a tenant", () => {
    // Never called: the compiler is the test, and complains about every line below that it would let through.
    const mistakes = () => [
      // @ts-expect-error the tenant is missing
      tenantDb(database.env),
      // @ts-expect-error a plain text is no tenant id
      tenantDb(database.env, "tenant"),
      // @ts-expect-error the handle of the auth tables has no tenant
      findRoom(authDb(database.env), newId()),
      // @ts-expect-error nobody makes a TenantDb but tenantDb
      { tenantId: newId<TenantId>(), run: async () => [], snapshot: async () => [] } satisfies TenantDb,
    ];
    expect(mistakes).toBeTypeOf("function");
  });

  it("refuses a statement that is awaited on its own, outside of the batch that carries the tenant", async () => {
    const refusal = { cause: { message: "A tenant statement was sent outside of TenantDb.run." } };
    const select = sql`select 1 as one`;
    await database.tenant().run((q) => [q.execute(select)]);
    const kept = await new Promise<TenantQuery>((resolve) => {
      void database.tenant().run((q) => {
        resolve(q);
        return [q.execute(select)];
      });
    });
    await expect(Promise.resolve(kept.execute(select))).rejects.toMatchObject(refusal);
    await expect(Promise.resolve(kept.select().from(people))).rejects.toMatchObject(refusal);
    await expect(Promise.resolve(kept.query.people.findFirst())).rejects.toMatchObject(refusal);
  });

  it("runs its statements as one transaction, and a snapshot as one that writes nothing", async () => {
    const db = database.tenant();
    const person = () => sql`insert into people (tenant_id, id, name) values (${db.tenantId}, ${newId()}, 'x')`;
    await expect(db.run((q) => [q.execute(person()), q.execute(sql`select 1/0`)])).rejects.toMatchObject({
      code: "22012",
    });
    const [count, isolation] = await db.snapshot((q) => [
      q.execute<{ n: string }>(sql`select count(*) as n from people`),
      q.execute<{ level: string }>(sql`select current_setting('transaction_isolation') as level`),
    ]);
    expect([count.rows[0]?.n, isolation.rows[0]?.level]).toEqual(["0", "repeatable read"]);
    await expect(db.snapshot((q) => [q.execute(person())])).rejects.toMatchObject({ code: "25006" });
  });
});

describe("migrate", () => {
  it("changes nothing when repeated, also by several at once", async () => {
    const schema = () =>
      database.admin(
        "select table_schema, table_name, column_name, data_type from information_schema.columns where table_schema in ('public', 'auth', 'platform') order by 1, 2, 3",
      );
    const before = await schema();
    await Promise.all([migrate(database.ownerUrl), migrate(database.ownerUrl), migrate(database.ownerUrl)]);
    expect(await schema()).toEqual(before);
  });

  it("says in one sentence that it is not let in", async () => {
    const wrong = Object.assign(new URL(database.ownerUrl), { password: "wrong" }).href;
    await expect(migrate(wrong)).rejects.toThrow("does not let us in");
  });
});
