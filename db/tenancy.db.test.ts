/**
 * Two lines keep tenants apart: row-level security, and the filters of the queries. Each is taken away here, and the other
 * one must hold alone.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { newId, type RoomId, type TenantId } from "@/lib/platform/ids";
import { withDatabase } from "./testing/database";
import { buildEstate, missingEstate, type Estate } from "./testing/estate";
import { CALLS, WITHOUT_TENANT } from "./testing/tenant-calls";

const database = withDatabase();

const TABLES = [
  "people",
  "invite_links",
  "rooms",
  "room_members",
  "room_cursors",
  "room_events",
  "messages",
  "thread_follows",
  "message_reactions",
  "message_search",
  "import_jobs",
  "import_people",
  "files",
  "tenant_settings",
  "custom_emoji",
  "people_groups",
  "group_people",
  "filter_words",
  "report_cases",
  "message_reports",
  "later_items",
  "notify_settings",
  "notify_levels",
  "push_subscriptions",
  "notify_policy",
  "ai_sessions",
  "ai_session_messages",
  "tool_runs",
  "http_tools",
  "mcp_servers",
  "api_keys",
  "usage_events",
  "audit_entries",
  "audit_heads",
  "tenant_config",
  "conversations",
  "conversation_messages",
  "projects",
  "project_secrets",
  "knowledge_documents",
  "prompt_versions",
  "evaluation_sets",
  "evaluation_cases",
  "evaluation_runs",
  "evaluation_results",
  "report_marks",
  "report_states",
  "report_people",
  "report_chat_days",
  "report_chat_people",
  "report_assistant_days",
  "report_model_days",
  "report_spreads",
  "report_subscriptions",
  "report_mails",
];

/** Only read and added to: a change or removal is refused before row-level security is asked. */
const APPEND_ONLY = ["audit_entries", "audit_heads"];

/** Every row of a tenant, as text. */
async function rowsOf({ tenantId }: { tenantId: TenantId }): Promise<string> {
  const all: unknown[] = [];
  for (const table of TABLES)
    all.push(
      table,
      await database.admin(`select to_jsonb(t) as row from ${table} t where tenant_id = $1 order by 1`, [tenantId]),
    );
  return JSON.stringify(all);
}

async function setRowSecurity(on: boolean): Promise<void> {
  for (const table of TABLES)
    await database.owner(`alter table ${table} ${on ? "enable" : "disable"} row level security`);
}

let ours: Estate;
let theirs: Estate;

beforeAll(async () => {
  ours = await buildEstate(database, "canary-ours");
  theirs = await buildEstate(database, "canary-theirs");
});

describe("the suite itself", () => {
  it("calls every query there is", async () => {
    const dir = join(import.meta.dirname, "queries");
    const names: string[] = [];
    for (const file of readdirSync(dir).filter((name) => name.endsWith(".ts") && !name.includes(".test."))) {
      names.push(...Object.keys((await import(join(dir, file))) as object));
    }
    expect(names.filter((name) => !(name in CALLS) && !WITHOUT_TENANT.includes(name))).toEqual([]);
  });

  it("knows every tenant table, each protected: tenant_id not null and first in the key, row-level security forced, one policy", async () => {
    const tables = await database.admin<{ table: string; protected: boolean; policies: string; key: string }>(`
      select c.relname as table, a.attnotnull and c.relrowsecurity and c.relforcerowsecurity as protected,
        (select string_agg(p.polcmd::text || ' ' || pg_get_expr(p.polqual, p.polrelid) || ' / ' || pg_get_expr(p.polwithcheck, p.polrelid), ';')
          from pg_policy p where p.polrelid = c.oid and p.polpermissive) as policies,
        (select a2.attname from pg_index i join pg_attribute a2 on a2.attrelid = c.oid and a2.attnum = i.indkey[0]
          where i.indrelid = c.oid and i.indisprimary) as key
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      where c.relkind in ('r', 'p') order by 1`);
    const condition = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";
    const policies = `* ${condition} / ${condition}`;
    expect(tables).toEqual(TABLES.toSorted().map((table) => ({ table, protected: true, policies, key: "tenant_id" })));
  });

  it("finds every table of the public schema to be a tenant's, and every unique index and foreign key to begin with the tenant", async () => {
    const others = await database.admin(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and relname <> all($1)",
      [TABLES],
    );
    expect(others).toEqual([]);
    const loose = await database.admin(`
      select conname as name from pg_constraint c where c.connamespace = 'public'::regnamespace and c.contype = 'f'
        and 'tenant_id' <> (select attname from pg_attribute where attrelid = c.conrelid and attnum = c.conkey[1])
      union all
      select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
        where i.indisunique and 'tenant_id' <> (select attname from pg_attribute where attrelid = c.oid and attnum = i.indkey[0])`);
    expect(loose).toEqual([]);
  });

  it("sees a canary in every table of both tenants", async () => {
    for (const estate of [ours, theirs]) {
      const text = await rowsOf(estate);
      for (const table of TABLES) expect(text, table).toContain(`"${table}",[{`);
      expect(text).toContain(estate.canary);
    }
  });
});

describe("row-level security alone, with every filter left out", () => {
  it("shows and changes the tenant's own rows only", async () => {
    for (const table of TABLES) {
      const name = sql.identifier(table);
      const [seen] = await ours.db.run((q) => [
        q.execute<{ tenant_id: string }>(sql`select distinct tenant_id from ${name}`),
      ]);
      expect(seen.rows, table).toEqual([{ tenant_id: ours.tenantId }]);
    }
    const before = await rowsOf(theirs);
    for (const table of APPEND_ONLY) {
      const name = sql.identifier(table);
      for (const text of [sql`update ${name} set tenant_id = tenant_id`, sql`delete from ${name}`]) {
        await expect(
          ours.db.run((q) => [q.execute(text)]),
          table,
        ).rejects.toMatchObject({ code: "42501" });
      }
    }
    for (const table of TABLES) {
      const name = sql.identifier(table);
      const target = sql`tenant_id = ${theirs.tenantId}`;
      if (APPEND_ONLY.includes(table)) continue;
      const [updated, deleted] = await ours.db.run((q) => [
        q.execute(sql`update ${name} set tenant_id = tenant_id where ${target} or true and ${target}`),
        q.execute(sql`delete from ${name} where ${target}`),
      ]);
      expect([updated.rowCount, deleted.rowCount], table).toEqual([0, 0]);
      // Neither moving a row over there nor writing one there.
      await expect(
        ours.db.run((q) => [q.execute(sql`update ${name} set tenant_id = ${theirs.tenantId}`)]),
      ).rejects.toMatchObject({ code: "42501" });
      const copy = sql`insert into ${name} select (jsonb_populate_record(t, jsonb_build_object('tenant_id', ${theirs.tenantId}::text))).* from ${name} t limit 1`;
      await expect(
        ours.db.run((q) => [q.execute(copy)]),
        table,
      ).rejects.toMatchObject({ code: "42501" });
    }
    expect(await rowsOf(theirs)).toBe(before);
  });

  it("shows nothing without a tenant, with an empty one, and to the handle of the auth tables", async () => {
    for (const table of TABLES) {
      expect(await database.app(`select * from ${table}`), table).toEqual([]);
      expect((await database.auth.execute(sql`select * from ${sql.identifier(table)}`)).rows, table).toEqual([]);
    }
    const [, people] = await ours.db.run((q) => [
      q.execute(sql`select set_config('app.tenant_id', '', true)`),
      q.execute(sql`select * from people`),
    ]);
    expect(people.rows).toEqual([]);
    await expect(database.app("insert into rooms select * from rooms")).resolves.toEqual([]);
  });

  it("binds the owner of the tables as well", async () => {
    for (const table of TABLES) expect(await database.owner(`select * from ${table}`), table).toEqual([]);
  });

  it("tells nothing about foreign rows by keys: the same answer for a foreign and a missing one", async () => {
    const insert = (roomId: RoomId) =>
      ours.db
        .run((q) => [
          q.execute(
            sql`insert into room_cursors (tenant_id, room_id, person_id, up_to, version) values (${ours.tenantId}, ${roomId}, ${ours.person}, 1, 1)`,
          ),
        ])
        .then(
          () => "inserted",
          (error: { code: string; detail: string; constraint: string }) => [
            error.code,
            error.constraint,
            error.detail.replace(roomId, "ID"),
          ],
        );
    const missing = await insert(newId<RoomId>());
    expect(missing).toMatchObject({ 0: "23503" });
    expect(await insert(theirs.room)).toEqual(missing);
    // A key that a foreign row has is free here.
    const taken = ours.db.run((q) => [
      q.execute(sql`insert into people (tenant_id, id, name) values (${ours.tenantId}, ${theirs.person}, 'free')`),
      q.execute(sql`delete from people where id = ${theirs.person}`),
    ]);
    await expect(taken).resolves.toHaveLength(2);
  });
});

describe.each([
  { name: "the filters of the queries alone, with row-level security off", rowSecurity: false },
  { name: "both lines together", rowSecurity: true },
])("$name", ({ rowSecurity }) => {
  it("lets no query see or change another tenant's rows, whichever ids it is given", async () => {
    await setRowSecurity(rowSecurity);
    try {
      if (!rowSecurity) expect(await database.app("select * from rooms")).not.toEqual([]);
      const before = await rowsOf(theirs);
      for (const [name, call] of Object.entries(CALLS)) {
        // A tenant of its own for each call, so that what one query writes is not what the next one sees.
        const caller = database.tenant();
        const answer = JSON.stringify(await call(caller, theirs)) ?? "undefined";
        expect(answer, name).not.toContain(theirs.canary);
        expect(answer, name).not.toContain(theirs.person);
        expect(await rowsOf(theirs), name).toBe(before);
        // Nor was anything of theirs copied into the caller's own rows.
        const written = await rowsOf(caller);
        for (const mark of [
          theirs.channelName,
          `${theirs.canary} 3`,
          `${theirs.canary} topic`,
          theirs.person,
          theirs.imported,
        ]) {
          expect(written, name).not.toContain(mark);
        }
        const nothing = JSON.stringify(await call(database.tenant(), missingEstate(theirs))) ?? "undefined";
        const blind = (text: string) => text.replaceAll(/[0-9a-f-]{36}/g, "ID").replaceAll(/\d{13}/g, "TIME");
        expect(blind(answer), `${name}: a foreign thing looks like a missing one`).toBe(blind(nothing));
      }
      // The same calls do answer their own tenant.
      expect(JSON.stringify(await CALLS["readPage"]?.(theirs.db, theirs))).toContain(theirs.canary);
      expect(JSON.stringify(await CALLS["listFilesOfRoom"]?.(theirs.db, theirs))).toContain(theirs.canary);
      expect(JSON.stringify(await CALLS["findMatches"]?.(theirs.db, theirs))).toContain(theirs.canary);
      expect(JSON.stringify(await CALLS["listPeople"]?.(theirs.db, theirs))).toContain(theirs.canary);
      expect(JSON.stringify(await CALLS["listSessions"]?.(theirs.db, theirs))).toContain(theirs.canary);
      expect(JSON.stringify(await CALLS["listConversations"]?.(theirs.db, theirs))).toContain(theirs.canary);
      expect(JSON.stringify(await CALLS["listConversationMessages"]?.(theirs.db, theirs))).toContain(theirs.canary);
      expect(JSON.stringify(await CALLS["listToolRuns"]?.(theirs.db, theirs))).toContain(theirs.canary);
      expect(JSON.stringify(await CALLS["listProjects"]?.(theirs.db, theirs))).toContain(theirs.canary);
      expect(JSON.stringify(await CALLS["listDocuments"]?.(theirs.db, theirs))).toContain(theirs.canary);
      expect(JSON.stringify(await CALLS["listPublicRooms"]?.(theirs.db, theirs))).toContain(theirs.canary);
    } finally {
      await setRowSecurity(true);
    }
  });
});

describe("connections that are shared", () => {
  it("carry no tenant from one call to the next", async () => {
    const tenants = Array.from({ length: 40 }, () => database.tenant());
    const seen = await Promise.all(
      tenants.map(async (db) => {
        const [inside] = await db.run((q) => [
          q.execute<{ tenant: string }>(sql`select current_setting('app.tenant_id', true) as tenant`),
        ]);
        const outside = await database.auth.execute<{ tenant: string }>(
          sql`select coalesce(current_setting('app.tenant_id', true), '') as tenant`,
        );
        return inside.rows[0]?.tenant === db.tenantId && outside.rows[0]?.tenant === "";
      }),
    );
    expect(seen.every(Boolean)).toBe(true);
  });

  it("carry no tenant after a call that failed", async () => {
    await Promise.all(
      Array.from({ length: 30 }, () => ours.db.run((q) => [q.execute(sql`select 1/0`)]).catch(() => undefined)),
    );
    const left = await Promise.all(
      Array.from({ length: 30 }, () => database.auth.execute<{ n: string }>(sql`select count(*) as n from people`)),
    );
    expect(left.every(({ rows }) => rows[0]?.n === "0")).toBe(true);
  });
});
