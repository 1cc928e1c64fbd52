/** Suspension, deletion and erasure of a tenant, in a real Postgres with objects that only remember what they were told. */
import { beforeEach, describe, expect, it } from "vitest";
import { authDb, type TenantDb } from "@/db/client";
import { readAuditChain } from "@/db/queries/audit";
import { findTenantById, listDueTenants } from "@/db/queries/auth";
import { readPolicy } from "@/db/queries/tenant-config";
import { withDatabase } from "@/db/testing/database";
import { buildEstate, type Estate } from "@/db/testing/estate";
import { objectsOf, type Objects } from "@/lib/rooms/server/objects";
import { ChainVerifier } from "@/lib/audit/server/verify-chain";
import { newId } from "@/lib/platform/ids";
import { eraseTenant } from "./server/erase-tenant";
import { GRACE_MS, reactivateTenant, scheduleDeletion, suspendTenant } from "./server/suspend-tenant";

const database = withDatabase();
const ALL = { action: null, actor: null, target: null, fromMs: null, untilMs: null };
const NOW = 1_800_000_000_000;

let told: { name: string; method: string; args: unknown[] }[];
let failing: string[];
let objects: Objects;
let files: Map<string, string>;

beforeEach(() => {
  told = [];
  failing = [];
  files = new Map();
  const namespace = {
    getByName: (name: string) =>
      new Proxy(
        {},
        {
          get:
            (_, method: string) =>
            async (...args: unknown[]) => {
              told.push({ name, method, args });
              if (failing.includes(method)) throw new Error("away");
              return method === "rooms" || method === "conversations" ? [] : { unheard: 0 };
            },
        },
      ),
  };
  objects = objectsOf({
    CHAT_ROOM: namespace,
    INBOX: namespace,
    PRESENCE: namespace,
    METER: namespace,
    OUTBOX_REGISTRY: namespace,
    VISIT: namespace,
    TRIAL: namespace,
    EVALUATION_RUN: namespace,
  });
});

const bucket = {
  list: async ({ prefix = "" }: { prefix?: string } = {}) => ({
    objects: [...files.keys()]
      .filter((key) => key.startsWith(prefix))
      .slice(0, 2)
      .map((key) => ({ key })),
  }),
  delete: async (keys: string | string[]) => [keys].flat().forEach((key) => files.delete(key)),
} as unknown as Pick<R2Bucket, "list" | "delete">;

const deps = (db: TenantDb) => ({
  db,
  objects,
  nowMs: NOW,
  audit: { actor: { kind: "operator", id: "op", name: "Olga" } as const, target: db.tenantId, requestId: "r" },
});

/** A tenant with a row in every table, an organisation, a member and an invitation. */
async function tenant(canary: string): Promise<Estate> {
  const estate = await buildEstate(database, canary);
  const { tenantId, account } = estate;
  await database.admin("insert into auth.organization (id, name, slug, created_at) values ($1, $2, $2, now())", [
    tenantId,
    canary,
  ]);
  await database.admin(`insert into auth."user" (id, name, email, updated_at) values ($1, $2, $3, now())`, [
    account,
    canary,
    `${canary}@x.example`,
  ]);
  await database.admin(
    "insert into auth.member (id, organization_id, user_id, role, created_at) values ($1, $2, $3, 'owner', now())",
    [newId(), tenantId, account],
  );
  await database.admin(
    "insert into auth.invitation (id, organization_id, email, expires_at, inviter_id) values ($1, $2, 'i@x.example', now(), $3)",
    [newId(), tenantId, account],
  );
  return estate;
}

async function tablesWithTenant(): Promise<string[]> {
  const rows = await database.admin<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`);
  return rows.map(({ name }) => name);
}

/** Every row that is the tenant's, by table, as text. */
async function everythingOf(tenantId: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of await tablesWithTenant()) {
    const rows = await database.admin(`select to_jsonb(t) as row from ${table} t where tenant_id = $1 order by 1`, [
      tenantId,
    ]);
    found[table] = rows.length === 0 ? "" : JSON.stringify(rows);
  }
  for (const [table, column] of [
    ["organization", "id"],
    ["member", "organization_id"],
    ["invitation", "organization_id"],
  ]) {
    const rows = await database.admin(
      `select to_jsonb(t) as row from auth.${table} t where ${column} = $1 order by 1`,
      [tenantId],
    );
    found[`auth.${table}`] = rows.length === 0 ? "" : JSON.stringify(rows);
  }
  return found;
}

const makeDue = (tenantId: string) =>
  database.admin("update auth.organization set deletion_due_at = now() where id = $1", [tenantId]);

describe("suspending a tenant", () => {
  it("counts in Postgres, at the Meter, and in every room and inbox when it answers; once in the log", async () => {
    const { db, room, person, imported, conversationId } = await tenant("suspended-a");
    const before = (await readPolicy(db)).version;
    expect(await suspendTenant(deps(db))).toBe(true);
    expect(await findTenantById(authDb(database.env), db.tenantId)).toMatchObject({ suspended: true });
    const put = told.filter(({ method }) => method === "putPolicy");
    expect(put).toMatchObject([{ args: [db.tenantId, { status: "suspended", version: before + 1 }] }]);
    const [shut] = told.filter(({ method }) => method === "suspend");
    expect(shut?.args).toEqual([
      db.tenantId,
      NOW,
      { rooms: [room], people: expect.arrayContaining([person, imported]), conversations: [conversationId] },
    ]);

    expect(await suspendTenant(deps(db))).toBe(false);
    expect(await reactivateTenant(deps(db))).toBe(true);
    expect(await reactivateTenant(deps(db))).toBe(false);
    expect(told.findLast(({ method }) => method === "putPolicy")?.args[1]).toMatchObject({ status: "active" });
    const { rows } = await readAuditChain(db, ALL, { after: 0, limit: 50 });
    expect(rows.map(({ action }) => action).slice(-2)).toEqual(["tenant.suspended", "tenant.reactivated"]);
    expect(rows.filter(({ action }) => action === "tenant.suspended")).toHaveLength(1);
  });

  it.each(["putPolicy", "suspend"])("is finished by a repeat when %s failed half way", async (method) => {
    const { db } = await tenant(`half-${method.toLowerCase()}`);
    failing = [method];
    await expect(suspendTenant(deps(db))).rejects.toThrow();
    // What Postgres says holds already.
    expect(await readPolicy(db)).toMatchObject({ status: "suspended" });
    failing = [];
    told = [];
    expect(await suspendTenant(deps(db))).toBe(false);
    expect(told.map((call) => call.method)).toEqual(["putPolicy", "rooms", "conversations", "suspend"]);
  });
});

describe("deleting a tenant", () => {
  it("waits 30 days, and is undone by reactivating it", async () => {
    const { db } = await tenant("deleted-a");
    expect(await scheduleDeletion(deps(db))).toBe(true);
    expect(await scheduleDeletion({ ...deps(db), nowMs: NOW + 1 })).toBe(false);
    const auth = authDb(database.env);
    const due = async (at: number) => (await listDueTenants(auth, new Date(at), 10)).map(({ tenantId }) => tenantId);
    expect(await due(NOW + GRACE_MS - 1)).not.toContain(db.tenantId);
    expect(await due(NOW + GRACE_MS)).toContain(db.tenantId);
    await expect(eraseTenant({ db, objects, bucket })).rejects.toMatchObject({ code: "PR003" });
    expect(await reactivateTenant(deps(db))).toBe(true);
    expect(await due(NOW + GRACE_MS)).not.toContain(db.tenantId);
  });

  it("refuses to erase anybody who is not due, whatever is asked", async () => {
    const { db, tenantId } = await tenant("deleted-b");
    const before = await everythingOf(tenantId);
    await expect(eraseTenant({ db, objects, bucket })).rejects.toMatchObject({ code: "PR003" });
    await suspendTenant(deps(db));
    await expect(eraseTenant({ db, objects, bucket })).rejects.toMatchObject({ code: "PR003" });
    await expect(eraseTenant({ db: database.tenant(), objects, bucket })).rejects.toMatchObject({ code: "PR003" });
    const after = await everythingOf(tenantId);
    expect({ ...after, ...changed }).toEqual({ ...before, ...changed });
    expect(told.filter(({ method }) => method === "erase")).toEqual([]);
  });

  it("leaves 0 rows in every table of the tenant, no file and no object, and everything of another one", async () => {
    const gone = await tenant("erased");
    const kept = await tenant("kept");
    for (const { tenantId } of [gone, kept]) {
      for (const key of ["a", "b", "b.thumbnail", "emoji/c", "d"]) files.set(`${tenantId}/${key}`, "bytes");
    }
    const [before, theirs] = [await everythingOf(gone.tenantId), await everythingOf(kept.tenantId)];
    // There is something to erase in every single table.
    expect(Object.entries(before).filter(([, rows]) => rows === "")).toEqual([]);
    await scheduleDeletion(deps(gone.db));
    await makeDue(gone.tenantId);
    told = [];
    expect(await eraseTenant({ db: gone.db, objects, bucket })).toBe(true);

    expect(Object.entries(await everythingOf(gone.tenantId)).filter(([, rows]) => rows !== "")).toEqual([]);
    expect(await everythingOf(kept.tenantId)).toEqual(theirs);
    expect([...files.keys()].every((key) => key.startsWith(`${kept.tenantId}/`))).toBe(true);
    expect(files.size).toBe(5);
    expect(told.map(({ name, method }) => [name.replace(gone.tenantId, "T"), method])).toEqual([
      ["t:T:outbox", "rooms"],
      ["t:T:outbox", "conversations"],
      ["t:T:outbox", "erase"],
      ["t:T:outbox", "eraseOnes"],
      ["t:T:outbox", "eraseOnes"],
      ["t:T:outbox", "eraseSelf"],
    ]);
    const { conversationId, projectId } = gone;
    const erased = { conversations: [conversationId], projects: [projectId] };
    expect(told.find(({ method }) => method === "erase")?.args[1]).toMatchObject(erased);
    expect(await eraseTenant({ db: kept.db, objects, bucket }).catch((error: { code: string }) => error.code)).toBe(
      "PR003",
    );
    const verifier = new ChainVerifier(kept.tenantId);
    const { rows, head } = await readAuditChain(kept.db, ALL, { after: 0, limit: 50 });
    await verifier.take(rows);
    expect(verifier.end(head)).toMatchObject({ status: "whole" });
  });

  it("goes on where a round was cut short", async () => {
    const { db, tenantId } = await tenant("cut");
    await scheduleDeletion(deps(db));
    await makeDue(tenantId);
    failing = ["eraseSelf"];
    await expect(eraseTenant({ db, objects, bucket })).rejects.toThrow("away");
    failing = [];
    expect(await findTenantById(authDb(database.env), tenantId)).not.toBeNull();
    expect(await eraseTenant({ db, objects, bucket })).toBe(true);
    expect(await findTenantById(authDb(database.env), tenantId)).toBeNull();
  });
});

/** What suspending itself writes. */
const changed = { audit_entries: "", audit_heads: "", tenant_config: "", "auth.organization": "" };
