import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { AppError } from "../platform/errors";
import { BODY_BYTES_MAX, createRoute, type RouteHandler } from "./route";

const ORIGIN = "https://app.example";
const input = z.strictObject({
  tenant: z.string(),
  name: z.string().check(z.maxLength(10)),
  limit: z.optional(z.coerce.number()),
});

let seen: unknown[] = [];
const scope = {
  appOrigins: () => [ORIGIN, "http://localhost:8787"],
  async admit(_request: Request, params: Record<string, string>) {
    if (params.tenant !== "demo") throw new AppError("not_found", "There is no such tenant.");
    return { who: "ada" };
  },
};
const route = createRoute(scope, {
  input,
  async run(ctx, fields) {
    seen.push({ ctx, fields });
    return { ok: true, ...fields };
  },
  status: 201,
});

function call(handler: RouteHandler, init: RequestInit & { path?: string; tenant?: string } = {}) {
  const { path = "/api/t/demo/things", tenant = "demo", ...rest } = init;
  return handler(new Request(`${ORIGIN}${path}`, rest), { params: Promise.resolve({ tenant }) });
}

function post(body: BodyInit | null, headers: Record<string, string> = {}, tenant = "demo") {
  return call(route, {
    method: "POST",
    body,
    headers: { origin: ORIGIN, "content-type": "application/json", ...headers },
    tenant,
  });
}

async function errorOf(response: Response) {
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  return { status: response.status, ...error } as Record<string, unknown>;
}

beforeEach(() => {
  seen = [];
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

describe("a route's answer", () => {
  it("is what the verb says, with its status, a request id, and in no cache", async () => {
    const response = await post(JSON.stringify({ name: "x" }));
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ ok: true, name: "x", tenant: "demo" });
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(seen).toEqual([{ ctx: { who: "ada" }, fields: { name: "x", tenant: "demo" } }]);
  });

  it("reads the query of a GET and of a DELETE", async () => {
    for (const method of ["GET", "DELETE"]) {
      const response = await call(route, { method, path: "/api?name=x&limit=5", headers: { origin: ORIGIN } });
      expect(await response.json()).toMatchObject({ name: "x", limit: 5 });
    }
  });

  it("names the request in an error too, whatever id the client sent", async () => {
    const response = await post("{}", { "x-request-id": "mine" });
    const { request_id } = await errorOf(response);
    expect(request_id).toBe(response.headers.get("x-request-id"));
    expect(request_id).not.toBe("mine");
  });

  it("says nothing of what went wrong inside", async () => {
    const broken = createRoute(scope, {
      input,
      run: async () => {
        throw new Error("relation people does not exist at db.example:5432");
      },
    });
    const response = await call(broken, {
      method: "POST",
      body: '{"name":"x"}',
      headers: { origin: ORIGIN, "content-type": "application/json" },
    });
    const text = await response.clone().text();
    expect(await errorOf(response)).toMatchObject({ status: 500, code: "internal", retryable: true });
    expect(text).not.toMatch(/relation|stack|\.ts|example/);
    const logged = vi.mocked(console.error).mock.calls.flat().join("");
    expect(logged).toContain("http.error");
    expect(logged).not.toContain("relation people");
  });

  it("tells a limited caller when to return", async () => {
    const limited = createRoute(scope, {
      input,
      run: async () => {
        throw new AppError("rate_limited", "Slow down.", { retryAfterMs: 1_500 });
      },
    });
    const response = await call(limited, { path: "/api?name=x" });
    expect(response.headers.get("retry-after")).toBe("2");
    expect(await errorOf(response)).toMatchObject({ status: 429, retryAfterMs: 1_500 });
  });
});

describe("a path without parameters", () => {
  it("gets none from Next, which is no failure", async () => {
    const plain = createRoute(
      { ...scope, admit: async () => ({ who: "ada" }) },
      { input: z.strictObject({}), run: async () => ({ ok: true }) },
    );
    expect((await plain(new Request(`${ORIGIN}/api/things`), { params: Promise.resolve(undefined) })).status).toBe(200);
  });
});

describe("who asks", () => {
  it.each([
    undefined,
    "null",
    "https://evil.example",
    "https://app.example.evil.example",
    "http://app.example",
    "https://app.example:8443",
    "HTTPS://APP.EXAMPLE",
    "https://app.example/",
  ])("refuses a write with Origin %s", async (origin) => {
    const headers: Record<string, string> = {
      "content-type": "application/json",
      ...(origin !== undefined && { origin }),
    };
    const response = await call(route, { method: "POST", body: '{"name":"x"}', headers });
    expect(await errorOf(response)).toMatchObject({ status: 403, code: "forbidden" });
    expect(seen).toEqual([]);
  });

  it("accepts each of the app's origins", async () => {
    expect((await post('{"name":"x"}', { origin: "http://localhost:8787" })).status).toBe(201);
  });

  it("refuses a read from another site", async () => {
    const read = async (name: string, value: string) =>
      (await call(route, { path: "/api?name=x", headers: { [name]: value } })).status;
    expect(await read("origin", "https://evil.example")).toBe(403);
    expect(await read("sec-fetch-site", "cross-site")).toBe(403);
    expect(await read("sec-fetch-site", "same-site")).toBe(403);
    expect(await read("sec-fetch-site", "same-origin")).toBe(201);
  });

  it("answers a foreign tenant exactly as a missing one, before it looks at the input", async () => {
    const answers = await Promise.all(
      ["acme", "missing"].map(async (tenant) => {
        const { request_id, ...rest } = await errorOf(await post('{"wrong":1}', {}, tenant));
        return rest;
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("bad input", () => {
  it.each([
    undefined,
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/json; charset=utf-16",
    "application/jsonx",
    "text/plain, application/json",
  ])("refuses content type %s", async (type) => {
    const headers: Record<string, string> = { origin: ORIGIN, ...(type !== undefined && { "content-type": type }) };
    const response = await call(route, { method: "POST", body: new TextEncoder().encode('{"name":"x"}'), headers });
    expect(await errorOf(response)).toMatchObject({ status: 415, code: "unsupported_media_type" });
  });

  it("accepts a spelled-out UTF-8", async () => {
    expect((await post('{"name":"é"}', { "content-type": "Application/JSON; charset=UTF-8" })).status).toBe(201);
  });

  it("refuses a body that is too large, declared or not", async () => {
    const big = JSON.stringify({ name: "x".repeat(BODY_BYTES_MAX) });
    expect(await errorOf(await post(big))).toMatchObject({ status: 413, code: "payload_too_large" });
    const stream = new ReadableStream({
      start(controller) {
        for (let part = 0; part < 9; part++) controller.enqueue(new Uint8Array(8192).fill(32));
        controller.close();
      },
    });
    const init = {
      method: "POST",
      body: stream,
      duplex: "half",
      headers: { origin: ORIGIN, "content-type": "application/json" },
    };
    expect(await errorOf(await call(route, init as RequestInit))).toMatchObject({ status: 413 });
    expect(seen).toEqual([]);
  });

  it.each(["", "{", "nul", "[]", "null", '"text"', "1", "{'name':'x'}", '{"name":"x"}{}'])(
    "refuses %j as a body",
    async (body) => {
      expect(await errorOf(await post(body))).toMatchObject({ status: 400, code: "invalid_request" });
    },
  );

  it("refuses bytes that are not UTF-8", async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('{"name":"'),
      0xff,
      0xfe,
      ...new TextEncoder().encode('"}'),
    ]);
    expect(await errorOf(await post(bytes))).toMatchObject({ status: 400, message: "The body is not valid UTF-8." });
  });

  it("names the field at fault", async () => {
    expect(await errorOf(await post("{}"))).toMatchObject({ code: "invalid_request", param: "name" });
    expect(await errorOf(await post('{"name":5}'))).toMatchObject({ param: "name" });
    expect(await errorOf(await post(`{"name":"${"x".repeat(11)}"}`))).toMatchObject({ param: "name" });
    expect(await errorOf(await call(route, { path: "/api?name=x&limit=many" }))).toMatchObject({ param: "limit" });
  });

  it.each(["isAdmin", "role", "__proto__", "constructor", "toString"])(
    "refuses the unknown field %s",
    async (field) => {
      const body = `{"name":"x","${field}":{"isAdmin":true}}`;
      expect(await errorOf(await post(body))).toMatchObject({ status: 400, param: field });
      expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
    },
  );

  it("lets no body or query stand in for the path", async () => {
    expect(await errorOf(await post('{"name":"x","tenant":"acme"}'))).toMatchObject({ status: 400, param: "tenant" });
    expect(await errorOf(await call(route, { path: "/api?name=x&tenant=acme" }))).toMatchObject({ param: "tenant" });
  });

  it("refuses a repeated query field and a query beside a body", async () => {
    expect(await errorOf(await call(route, { path: "/api?name=x&name=y" }))).toMatchObject({
      status: 400,
      param: "name",
    });
    const response = await call(route, {
      method: "POST",
      path: "/api?limit=1",
      body: '{"name":"x"}',
      headers: { origin: ORIGIN, "content-type": "application/json" },
    });
    expect(await errorOf(response)).toMatchObject({ status: 400, param: "limit" });
  });

  it("counts the last of two equal keys", async () => {
    expect(await (await post('{"name":"x","name":"y"}')).json()).toMatchObject({ name: "y" });
  });

  it("takes no method override", async () => {
    const response = await call(route, {
      path: "/api?name=x&_method=DELETE",
      headers: { "x-http-method-override": "DELETE" },
    });
    expect(await errorOf(response)).toMatchObject({ param: "_method" });
  });
});
