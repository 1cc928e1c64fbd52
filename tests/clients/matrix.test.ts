/**
 * Every route of the document, for every kind of caller, on what is its own, another company's and nobody's. A route that
 * has no sample fails, so that none is forgotten.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { API_ROUTES } from "@/api/table";
import { KEY_SCOPES, type KeyScope } from "@/lib/quotas/protocol";
import { parlor, playProviders, until } from "./support/installation";
import { type Made, MISSING, type Sample, SAMPLES } from "./support/samples";

playProviders();
const { keys, url } = parlor;

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
const scoped = routes.filter((route): route is Route & { access: KeyScope } =>
  (KEY_SCOPES as readonly string[]).includes(route.access),
);

/** A key of the right shape that this installation never made. */
const forged = `${keys.all.slice(0, -12)}${keys.all.slice(-12) === "0".repeat(12) ? "1".repeat(12) : "0".repeat(12)}`;

async function call(route: Route, key: string | null, id?: string, madeBody?: object) {
  const sample = SAMPLES[route.name];
  const path = route.path.replace(/\{[^}]+\}/, encodeURIComponent(id ?? (sample?.params?.own || MISSING)));
  const body = route.method === "GET" ? undefined : (madeBody ?? sample?.body);
  const answer = await fetch(`${url}${path}`, {
    method: route.method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, text, headers: answer.headers };
}

/** What a call of the route is made on, made with that key. */
async function make(route: Route, key: string): Promise<Made | undefined> {
  return SAMPLES[route.name]?.make?.(async (path, body) => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const answer = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json() as ReturnType<Parameters<NonNullable<Sample["make"]>>[0]>;
  });
}

/** An answer without what is different in any two answers. */
function plain({ status, text }: { status: number; text: string }): string {
  return `${status} ${text.replace(/"request_id":"[^"]*"/, "")}`;
}

beforeAll(() => until(async () => (await call(routeNamed("GET /v1/models"), keys.expired)).status === 401));

describe("the table", () => {
  it("is what the document says, and every route has its sample", async () => {
    const document = (await (await fetch(`${url}/v1/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { "x-parlor-access": string; security: object[] }>>;
    };
    expect(document.openapi).toBe("3.1.0");
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => `${method.toUpperCase()} ${path} ${operation["x-parlor-access"]}`,
      ),
    );
    expect(documented.toSorted()).toEqual(routes.map(({ name, access }) => `${name} ${access}`).toSorted());
    expect(routes.filter(({ name }) => !(name in SAMPLES))).toEqual([]);
    expect(Object.keys(SAMPLES).filter((name) => !routes.some((route) => route.name === name))).toEqual([]);
  });
});

describe.each(guarded)("$name", (route) => {
  it("is closed to nobody, to made-up, expired and revoked keys, in the same words", async () => {
    expect((await call(route, null)).status).toBe(401);
    const refused = await Promise.all([forged, "pk_live_x", keys.expired, keys.revoked].map((key) => call(route, key)));
    for (const answer of refused) {
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.text)).toMatchObject({ error: { code: "unauthenticated", param: null } });
    }
  });
});

describe.each(scoped)("$name", (route) => {
  it.each(KEY_SCOPES)("with a key for %s alone", async (scope) => {
    const own = await make(route, keys.all);
    const { status, text } = await call(route, keys.scoped[scope], own?.id, own?.body);
    const answers = SAMPLES[route.name]?.answers;
    if (scope !== route.access) expect(status).toBe(403);
    else if (answers === undefined) expect(status, text).toBeLessThan(300);
    else expect(status, text).toBe(answers);
  });

  it("answers of a foreign and a missing thing are the same", async () => {
    const params = SAMPLES[route.name]?.params;
    if (!params) return;
    const missing = await call(route, keys.all, params.missing);
    expect(missing.status).toBe(404);
    if (params.foreign !== undefined) {
      const theirs = (await make(route, keys.foreign)) ?? { id: params.foreign };
      expect(plain(await call(route, keys.all, theirs.id, theirs.body))).toBe(plain(missing));
      expect((await call(route, keys.foreign, theirs.id, theirs.body)).status).toBeLessThan(300);
    }
  });
});

describe("what is no route", () => {
  it.each([
    ["GET", "/v1/none", 404],
    ["GET", "/v1", 404],
    ["GET", "/v1/chat/completions", 405],
    ["PUT", "/v1/models", 405],
    ["GET", "/v1/models/..%2f..%2fusage", 404],
  ])("%s %s", async (method, path, status) => {
    const answer = await fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${keys.all}` } });
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { error: object }).error).toHaveProperty("request_id");
  });
});

function routeNamed(name: string): Route {
  const found = routes.find((route) => route.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}
