/** The admin API over a real Postgres, with objects that only remember what they were told. */
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readAuditChain } from "@/db/queries/audit";
import { tenantDb } from "@/db/client";
import { addOperator, makeOperatorToken, revokeOperatorToken } from "@/db/operator-admin";
import { makeTenant, newcomer, refusal, site, withSite } from "@/lib/access/testing/site";
import { newId, type TenantId } from "@/lib/platform/ids";
import { createApi } from "../app";
import { API_ROUTES } from "../table";
import type { ApiDeps } from "../deps";

const database = withSite();
const ALL = { action: null, actor: null, target: null, fromMs: null, untilMs: null };
let owner: pg.Client;
let token: string;
let now: number;
let count = 0;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await newcomer("op@admin.example", "Olga");
  await addOperator(owner, "op@admin.example");
});
afterAll(() => owner.end());

beforeEach(async () => {
  token = (await tokenOf()).token;
  now = Date.now();
  site.told = [];
});

async function tokenOf(expiresAt = new Date(Date.now() + 3_600_000)) {
  const made = await makeOperatorToken(owner, { email: "op@admin.example", name: "test", expiresAt });
  if (!made) throw new Error("No operator.");
  return made;
}

interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { error?: { code: string; message: string; param: string | null } };
}

async function call(
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = { authorization: `Bearer ${token}` },
): Promise<Answer> {
  // No key and no model is asked for anything here.
  const api = createApi({ now: () => now, proveKey: async () => null } as unknown as ApiDeps);
  const init = {
    method,
    headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  };
  const after: Promise<unknown>[] = [];
  const ctx = { waitUntil: (work: Promise<unknown>) => void after.push(work) } as unknown as ExecutionContext;
  const response = await api.request(path, init, site.runtime.bindings as unknown as RealtimeEnv, ctx);
  await Promise.all(after);
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer["body"] };
}

const fresh = () => ({ name: "Fresh", slug: `fresh-${++count}`, ownerEmail: "boss@fresh.example" });
const make = async (more: object = {}) => (await call("POST", "/admin/tenants", { ...fresh(), ...more })).body;
const actsOf = async (id: unknown) => {
  const { rows } = await readAuditChain(tenantDb(site.runtime.env, id as TenantId), ALL, { after: 0, limit: 100 });
  return rows.map(({ action, actorKind, actorName }) => `${action} ${actorKind} ${actorName}`);
};

const admin = API_ROUTES.filter(({ access }) => access === "operator").map(({ config }) => ({
  method: config.method.toUpperCase(),
  path: config.path,
}));
const filled = (path: string, id: string) => path.replace("{id}", id).replace("{key}", newId());

describe("who may not", () => {
  it("knows its routes", () => {
    expect(admin.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
      "DELETE /admin/tenants/{id}",
      "DELETE /admin/tenants/{id}/keys/{key}",
      "GET /admin/tenants",
      "GET /admin/tenants/{id}",
      "GET /admin/tenants/{id}/keys",
      "GET /admin/tenants/{id}/usage",
      "POST /admin/tenants",
      "POST /admin/tenants/{id}/keys",
      "POST /admin/tenants/{id}/reactivate",
      "POST /admin/tenants/{id}/suspend",
      "PUT /admin/tenants/{id}",
    ]);
  });

  it.each(admin)("$method $path answers nobody, a tenant's key, a session and a dead token the same", async (route) => {
    const boss = await newcomer(`boss${++count}@matrix.example`);
    const slug = `matrix-${count}`;
    await makeTenant(slug, boss);
    const { tenantId } = await boss.in(slug);
    const cookie = [...boss.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const dead = await tokenOf();
    await revokeOperatorToken(owner, dead.id);
    const old = await tokenOf(new Date(now - 1));
    const key = `pk_live_${"a".repeat(60)}`;
    const callers: Record<string, string>[] = [
      {},
      { authorization: `Bearer ${key}` },
      { cookie },
      { authorization: "Bearer po_live_" },
      { authorization: `Bearer po_live_${"A".repeat(43)}` },
      { authorization: `Bearer ${dead.token}` },
      { authorization: `Bearer ${old.token}` },
      { authorization: `Basic ${token}` },
    ];
    const body = ["POST", "PUT"].includes(route.method) ? {} : undefined;
    const answers = new Set<string>();
    for (const headers of callers) {
      for (const id of [tenantId, newId()]) {
        const { status, body: said } = await call(route.method, filled(route.path, id), body, headers);
        answers.add(JSON.stringify([status, { ...said.error, request_id: "" }]));
      }
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain("[401,");
    expect(site.told.filter(({ method }) => method !== "endSession")).toEqual([]);
    expect(await refusal(boss.in(slug))).toBe("done");
  });

  it.each(admin.filter(({ path }) => path.includes("{id}")))(
    "$method $path finds no tenant that is not there",
    async (route) => {
      const bodies: Record<string, object> = {
        "PUT /admin/tenants/{id}": { name: "X" },
        "POST /admin/tenants/{id}/keys": KEY,
      };
      const { status, body } = await call(
        route.method,
        filled(route.path, newId()),
        bodies[`${route.method} ${route.path}`],
      );
      expect([status, body.error?.code]).toEqual([404, "not_found"]);
    },
  );
});

const NO_LIMITS = {
  requestsPerMinute: null,
  burst: null,
  tokensPerHour: null,
  concurrentStreams: null,
  costPerMonth: null,
};
const KEY = { name: "ci", scopes: ["chat"], limits: NO_LIMITS, models: null, tools: null, expiresAt: null };

describe("an operator's token", () => {
  it("makes, reads, lists, changes, suspends, brings back and deletes a tenant, each in its log", async () => {
    const wish = { ...fresh(), tier: "pro" };
    const made = await call("POST", "/admin/tenants", wish);
    expect(made).toMatchObject({ status: 201, body: { slug: wish.slug, tier: "pro", state: "active" } });
    const { id } = made.body;
    const path = `/admin/tenants/${String(id)}`;
    expect((await call("GET", path)).body).toEqual(made.body);
    expect((await call("GET", `/admin/tenants?q=${wish.slug}`)).body).toMatchObject({ total: 1, tenants: [{ id }] });
    const change = { tier: "enterprise", zone: "Asia/Tokyo", quotas: { costPerMonth: 7 } };
    expect((await call("PUT", path, change)).body).toMatchObject({
      tier: "enterprise",
      config: { zone: "Asia/Tokyo", ownQuotas: { costPerMonth: 7 }, quotas: { costPerMonth: 7, tokensPerMonth: null } },
    });
    expect((await call("POST", `${path}/suspend`)).body).toMatchObject({ state: "suspended" });
    expect((await call("POST", `${path}/reactivate`)).body).toMatchObject({ state: "active" });
    expect((await call("DELETE", path)).body).toMatchObject({ state: "deleted", deletionDueAt: expect.any(Number) });
    expect((await call("POST", `${path}/reactivate`)).body).toMatchObject({ state: "active", deletionDueAt: null });
    expect(
      site.told
        .filter(({ method }) => method === "putPolicy")
        .map(({ args }) => (args[1] as { status: string }).status),
    ).toEqual(["active", "active", "suspended", "active", "suspended", "active"]);
    expect(await actsOf(id)).toEqual([
      "tenant.created operator Olga",
      "tenant.config_changed operator Olga",
      "tenant.suspended operator Olga",
      "tenant.reactivated operator Olga",
      "tenant.deletion_scheduled operator Olga",
      "tenant.reactivated operator Olga",
    ]);
  });

  it("manages a tenant's keys in its place", async () => {
    const { id } = await make();
    const path = `/admin/tenants/${String(id)}/keys`;
    const made = await call("POST", path, KEY);
    expect(made.status).toBe(201);
    const { key, text } = made.body as { key: { id: string }; text: string };
    expect(text).toMatch(/^pk_live_/);
    expect((await call("GET", path)).body).toMatchObject({ keys: [{ id: key.id, name: "ci", endsAt: null }] });
    expect((await call("DELETE", `${path}/${key.id}`)).body).toMatchObject({
      key: { id: key.id, endsAt: expect.any(Number) },
    });
    expect(await actsOf(id)).toEqual([
      "tenant.created operator Olga",
      "key.created operator Olga",
      "key.revoked operator Olga",
    ]);
    expect((await call("DELETE", `${path}/${newId()}`)).status).toBe(404);
    const other = await make();
    expect((await call("DELETE", `/admin/tenants/${String(other.id)}/keys/${key.id}`)).status).toBe(404);
  });

  it("creates once under one Idempotency-Key, tells no secret twice, and forgets a call that failed", async () => {
    const { id } = await make();
    const keyed = (key: string) => ({ authorization: `Bearer ${token}`, "idempotency-key": key });
    const wish = fresh();
    const [first, second] = [
      await call("POST", "/admin/tenants", wish, keyed("one")),
      await call("POST", "/admin/tenants", wish, keyed("one")),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const other = await call("POST", "/admin/tenants", fresh(), keyed("one"));
    expect([other.status, other.body.error?.code, other.body.error?.param]).toEqual([
      409,
      "conflict",
      "Idempotency-Key",
    ]);

    const path = `/admin/tenants/${String(id)}/keys`;
    const made = await call("POST", path, KEY, keyed("two"));
    const again = await call("POST", path, KEY, keyed("two"));
    expect(again.body).toEqual({ ...made.body, text: null });
    expect((await call("GET", path)).body).toMatchObject({ keys: [{}] });
    const dump = JSON.stringify(await database.admin("select to_jsonb(t) as row from platform.operator_answers t"));
    expect(dump).not.toContain(String(made.body.text));
    expect(dump).not.toContain(token);

    expect((await call("POST", "/admin/tenants", wish, keyed("three"))).status).toBe(409);
    const renamed = { ...wish, slug: `${wish.slug}-b` };
    expect((await call("POST", "/admin/tenants", renamed, keyed("three"))).status).toBe(201);
    // One whose caller died is not blocked for ever.
    await database.admin(
      "update platform.operator_answers set status = null, body = null, created_at = now() - $1::interval",
      ["10 minutes"],
    );
    const third = { ...wish, slug: `${wish.slug}-c` };
    expect((await call("POST", "/admin/tenants", third, keyed("three"))).status).toBe(201);
    // Many at once make one.
    const many = fresh();
    const statuses = await Promise.all(
      Array.from({ length: 6 }, async () => (await call("POST", "/admin/tenants", many, keyed("four"))).status),
    );
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect((await call("GET", `/admin/tenants?q=${many.slug}`)).body).toMatchObject({ total: 1 });
  });

  it("is told what is wrong with a request by field, in the one shape", async () => {
    const { id } = await make();
    const path = `/admin/tenants/${String(id)}`;
    const refused = async (method: string, to: string, body?: object) => {
      const { status, body: said } = await call(method, to, body);
      expect(said.error).toMatchObject({ request_id: expect.any(String), message: expect.any(String) });
      return [status, said.error?.param];
    };
    expect(await refused("POST", "/admin/tenants", { ...fresh(), slug: "admin" })).toEqual([400, "slug"]);
    expect(await refused("POST", "/admin/tenants", { ...fresh(), extra: 1 })).toEqual([400, "extra"]);
    expect(await refused("PUT", path, { tier: "gold" })).toEqual([400, "tier"]);
    expect(await refused("PUT", path, { apiOrigins: ["https://a.example/"] })).toEqual([400, "apiOrigins.0"]);
    expect(await refused("PUT", path, { suspendedAt: null })).toEqual([400, "suspendedAt"]);
    expect(await refused("GET", "/admin/tenants/nonsense")).toEqual([400, "id"]);
    expect(await refused("GET", "/admin/tenants?page=0")).toEqual([400, "page"]);
    expect(await refused("PATCH", path, {})).toEqual([405, null]);
    expect(await refused("GET", "/admin/nothing")).toEqual([404, null]);
  });

  it("has a limit of its own, which another token does not feel", async () => {
    const spent = await tokenOf();
    await database.admin("insert into auth.rate_limit (id, key, count, last_request) values ($1, $2, 300, $3)", [
      newId(),
      `operator|${spent.id}`,
      now + 60_000,
    ]);
    const limited = await call("GET", "/admin/tenants", undefined, { authorization: `Bearer ${spent.token}` });
    expect([limited.status, limited.body.error?.code]).toEqual([429, "rate_limited"]);
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
    const free = await tokenOf();
    expect((await call("GET", "/admin/tenants", undefined, { authorization: `Bearer ${free.token}` })).status).toBe(
      200,
    );
  });
});
