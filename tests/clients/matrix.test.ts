/**
 * Every route of the document, for every kind of caller, on what is its own, another company's and nobody's. A route that
 * has no sample fails, so that none is forgotten.
 */
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { API_ROUTES } from "@/api/table";
import { KEY_SCOPES, type KeyScope } from "@/lib/quotas/protocol";
import { judgeBody } from "./support/conformance";
import { parlor, playProviders, until } from "./support/installation";
import { type Make, newKey, newTenant, SAMPLES } from "./support/samples";

playProviders();
const { keys, operator, sqlUrl, tenants, url } = parlor;

interface Route {
  name: string;
  method: string;
  path: string;
  access: string;
}
const routes: Route[] = API_ROUTES.map(({ config, access }) => ({
  ...{ name: `${config.method.toUpperCase()} ${config.path}`, method: config.method.toUpperCase() },
  ...{ path: config.path, access },
}));
const guarded = routes.filter(({ access }) => access !== "public");
const scoped = guarded.filter((route): route is Route & { access: KeyScope } =>
  (KEY_SCOPES as readonly string[]).includes(route.access),
);
const operators = guarded.filter(({ access }) => access === "operator");

/** A key of the right shape that this installation never made. */
const forged = `${keys.all.slice(0, -12)}${"0".repeat(12)}`;

async function call(route: Route, key: string | null, ids: Record<string, string>) {
  const body = SAMPLES[route.name]?.body?.();
  const path = route.path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ""));
  const answer = await fetch(`${url}${path}`, {
    method: route.method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (answer.headers.get("content-type")?.startsWith("application/json"))
    judgeBody(route.method, new URL(answer.url).pathname, { ok: answer.ok, body: JSON.parse(text) });
  return { status: answer.status, text };
}

function makeAs(key: string): Make {
  const make = async (path: string, body: object) => {
    const answer = await fetch(`${url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Awaited<ReturnType<Make>>;
  };
  return Object.assign(make, { mcpServer: () => putMcpServer(key === keys.foreign ? tenants.theirs : tenants.ours) });
}

/** Its address answers no more, so it comes by way of the table. */
async function putMcpServer(tenant: string): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  const client = new pg.Client({ connectionString: sqlUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.tenant_id', $1, true)", [tenant]);
    await client.query(
      `insert into mcp_servers (tenant_id, id, name, url, header_names, destructive, tools, fingerprint, checked_at, created_at)
       values ($1, $2, $3, 'https://mcp.example/mcp', '{}', true, '[]', '', now(), now())`,
      [tenant, id, `m${id.slice(0, 8)}`],
    );
    await client.query("commit");
    return { id };
  } finally {
    await client.end();
  }
}

async function idsFor(route: Route, key: string): Promise<Record<string, string>> {
  return (await SAMPLES[route.name]?.own?.(makeAs(key))) ?? {};
}

/** An answer without what is different in any two answers. */
function plain({ status, text }: { status: number; text: string }): string {
  return `${status} ${text.replace(/"request_id":"[^"]*"/, "")}`;
}

function expectGood(route: Route, { status, text }: { status: number; text: string }): void {
  const { answers } = SAMPLES[route.name] ?? {};
  if (answers) expect(answers, text).toContain(status);
  else expect(status, text).toBeLessThan(300);
}

/** A key of a company that was suspended after it was made. */
let suspended = "";
beforeAll(async () => {
  const make = makeAs(operator);
  const { id } = await make("/admin/tenants", newTenant());
  const made = (await make(`/admin/tenants/${id}/keys`, { ...newKey(), scopes: KEY_SCOPES })) as unknown as {
    text: string;
  };
  suspended = made.text;
  await make(`/admin/tenants/${id}/suspend`, {});
  const models = { name: "GET /v1/models", method: "GET", path: "/v1/models", access: "models" };
  await until(async () => (await call(models, keys.expired, {})).status === 401);
});

describe("the table", () => {
  it("is what the document says, and every route has its sample", async () => {
    const document = (await (await fetch(`${url}/v1/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { "x-parlor-access": string }>>;
    };
    expect(document.openapi).toBe("3.1.0");
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => `${method.toUpperCase()} ${path} ${one["x-parlor-access"]}`),
    );
    expect(documented.toSorted()).toEqual(routes.map(({ name, access }) => `${name} ${access}`).toSorted());
    expect(routes.filter(({ name }) => !(name in SAMPLES)).map(({ name }) => name)).toEqual([]);
    expect(Object.keys(SAMPLES).filter((name) => !routes.some((route) => route.name === name))).toEqual([]);
  });
});

describe.each(guarded)("$name", (route) => {
  it("is closed to nobody, and to made-up, ended and foreign kinds of keys", async () => {
    const ids = SAMPLES[route.name]?.missing ?? {};
    const wrong = [forged, "pk_live_x", keys.expired, keys.revoked, route.access === "operator" ? keys.all : operator];
    for (const key of [null, ...wrong]) {
      const { status, text } = await call(route, key, ids);
      expect(status, text).toBe(401);
      expect(JSON.parse(text)).toMatchObject({ error: { code: "unauthenticated", param: null } });
    }
  });
});

describe.each(scoped)("$name", (route) => {
  it("is open to a key with its scope, and to no other", async () => {
    for (const scope of KEY_SCOPES) {
      const answer = await call(route, keys.scoped[scope], await idsFor(route, keys.all));
      if (scope === route.access) expectGood(route, answer);
      else expect(answer.status, scope).toBe(403);
    }
  });

  it("is closed to a suspended company", async () => {
    const { status, text } = await call(route, suspended, SAMPLES[route.name]?.missing ?? {});
    expect(status, text).toBe(403);
  });

  it("answers for a foreign thing as for a missing one", async () => {
    const { missing, common } = SAMPLES[route.name] ?? {};
    if (!missing) return;
    const none = await call(route, keys.all, missing);
    expect(none.status, none.text).toBe(404);
    if (common) return;
    const foreign = await idsFor(route, keys.foreign);
    expect(plain(await call(route, keys.all, foreign))).toBe(plain(none));
    // It was there all the time, and nothing was done to it.
    expectGood(route, await call(route, keys.foreign, foreign));
  });
});

describe.each(operators)("$name", (route) => {
  it("is open to an operator, and knows nothing of what is missing", async () => {
    expectGood(route, await call(route, operator, await idsFor(route, operator)));
    const { missing } = SAMPLES[route.name] ?? {};
    if (missing) expect((await call(route, operator, missing)).status).toBe(404);
  });
});

describe("what is no route", () => {
  it.each([
    ["GET", "/v1/none", 404],
    ["GET", "/v1", 404],
    ["GET", "/admin/none", 404],
    ["GET", "/v1/chat/completions", 405],
    ["PUT", "/v1/models", 405],
    ["GET", "/v1/models/..%2f..%2fusage", 404],
  ])("%s %s", async (method, path, status) => {
    const answer = await fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${keys.all}` } });
    expect(answer.status).toBe(status);
    const body = (await answer.json()) as { error: object };
    judgeBody(method, path, { ok: answer.ok, body });
    expect(body.error).toHaveProperty("request_id");
  });
});
