/** Sessions through the Worker's own door: real keys, a real Meter, and the built-in model, which needs no network. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { mintKey } from "@/lib/keys/server/mint-key";
import { newId, type KeyId, type TenantId } from "@/lib/platform/ids";
import type { KeyRecord, KeyScope, TenantPolicy } from "@/lib/quotas/protocol";
import type { SessionMessage, SessionView } from "@/lib/sessions/protocol";
import { FakePostgres } from "./testing/fake-postgres";
import { bindings, objects, ORIGIN, worker } from "./testing/room-client";

const NO_LIMITS = {
  requestsPerMinute: null,
  burst: null,
  tokensPerHour: null,
  concurrentStreams: null,
  costPerMonth: null,
};
const POLICY: TenantPolicy = {
  version: 5,
  status: "active",
  tier: "pro",
  quotas: { requestsPerMonth: null, tokensPerMonth: null, costPerMonth: null, concurrentStreams: null },
  zone: "UTC",
  defaultModel: null,
  models: null,
  tools: null,
  systemPrompt: "",
  apiOrigins: [],
};

/** A key of a tenant, told to its Meter. */
async function keyOf(tenantId: TenantId, over: Partial<KeyRecord> = {}): Promise<string> {
  const keyId = newId<KeyId>();
  const { text, secretHash } = await mintKey({ BETTER_AUTH_SECRET: bindings.BETTER_AUTH_SECRET }, { tenantId, keyId });
  const scopes: KeyScope[] = ["chat", "sessions", "tools"];
  const record = {
    keyId,
    secretHash,
    scopes,
    limits: NO_LIMITS,
    models: null,
    tools: null,
    expiresAt: null,
    endsAt: null,
  };
  const meter = objects.meter(tenantId);
  await meter.putPolicy(tenantId, POLICY);
  await meter.putKey(tenantId, { ...record, version: 1, ...over });
  return text;
}

async function send(key: string, method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await worker.fetch(`${ORIGIN}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body ? { "content-type": "application/json" } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  const json = (text.startsWith("{") ? JSON.parse(text) : null) as Record<string, unknown> | null;
  return { status: answer.status, headers: answer.headers, text, json };
}

let tenantId: TenantId;
let key: string;
beforeEach(async () => {
  new FakePostgres();
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(console, "info").mockImplementation(() => undefined);
  tenantId = newId<TenantId>();
  key = await keyOf(tenantId);
});

const create = async (body: object = {}, headers: Record<string, string> = {}) =>
  (await send(key, "POST", "/v1/sessions", body, headers)).json as unknown as SessionView;

describe("a session", () => {
  it("is made, asked, read, reset and deleted", async () => {
    const session = await create({ title: "Orders", user: "u1", metadata: { plan: "a" } });
    expect(session).toMatchObject({ object: "session", title: "Orders", user: "u1", status: "idle", last_seq: 0 });
    const path = `/v1/sessions/${session.id}`;
    const answer = await send(key, "POST", `${path}/messages`, { content: "Hello", model: "parlor/extract" });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toMatchObject({ object: "chat.completion", session: { id: session.id, turn: 1, seq: 2 } });
    expect(answer.headers.get("x-parlor-model")).toBe("parlor/extract");
    const messages = (await send(key, "GET", `${path}/messages`)).json as unknown as { data: SessionMessage[] };
    expect(messages.data.map(({ role, status }) => [role, status])).toEqual([
      ["user", "complete"],
      ["assistant", "complete"],
    ]);
    expect((await send(key, "POST", `${path}/reset`)).json).toMatchObject({ last_seq: 2, title: "Orders" });
    expect((await send(key, "GET", `${path}/messages`)).json).toMatchObject({ data: [], has_more: false });
    expect((await send(key, "DELETE", path)).json).toEqual({ id: session.id, deleted: true });
    expect((await send(key, "GET", path)).status).toBe(404);
  });

  it("streams as chat completions do, and what it spent is settled", async () => {
    const { id } = await create();
    const answer = await send(key, "POST", `/v1/sessions/${id}/messages`, {
      content: "Hello",
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    expect(answer.text).toContain('"object":"chat.completion.chunk"');
    expect(answer.text.trimEnd().endsWith("data: [DONE]")).toBe(true);
    await vi.waitFor(async () => {
      const usage = await objects.meter(tenantId).usage(tenantId);
      expect(usage).toMatchObject({ requests: 1, reservedTokens: 0, openStreams: 0 });
      expect(usage.tokens).toBeGreaterThan(0);
    });
  });

  it("repeats what a repeated Idempotency-Key was answered, and refuses it for another body", async () => {
    const twice = { "idempotency-key": "abc" };
    const [one, two] = await Promise.all([create({ title: "x" }, twice), create({ title: "x" }, twice)]);
    expect(two.id).toBe(one.id);
    expect((await send(key, "POST", "/v1/sessions", { title: "y" }, twice)).status).toBe(409);
    const path = `/v1/sessions/${one.id}/messages`;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send(key, "POST", path, { content: "Hi" }, { "idempotency-key": "m1" })),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await send(key, "POST", path, { content: "Ho" }, { "idempotency-key": "m1" })).status).toBe(409);
    expect((await send(key, "GET", path)).json).toMatchObject({ data: [{ seq: 1 }, { seq: 2 }] });
    // Another key's mark of the same words is another mark.
    const other = await keyOf(tenantId);
    expect((await send(other, "POST", "/v1/sessions", { title: "y" }, twice)).status).toBe(201);
  });

  it("is the organisation's: another key of it reads it, another organisation's gets what a missing one answers", async () => {
    const { id } = await create();
    const colleague = await keyOf(tenantId);
    const stranger = await keyOf(newId<TenantId>());
    expect((await send(colleague, "GET", `/v1/sessions/${id}`)).status).toBe(200);
    const blind = ({ status, text }: { status: number; text: string }) =>
      `${status} ${text.replace(/"request_id":"[^"]+"/, "")}`;
    for (const [method, path, body] of [
      ["GET", "", undefined],
      ["DELETE", "", undefined],
      ["GET", "/messages", undefined],
      ["POST", "/messages", { content: "x" }],
      ["POST", "/reset", undefined],
    ] as const) {
      const foreign = await send(stranger, method, `/v1/sessions/${id}${path}`, body);
      const missing = await send(stranger, method, `/v1/sessions/${newId()}${path}`, body);
      expect(foreign.status).toBe(404);
      expect(blind(foreign)).toBe(blind(missing));
    }
    expect((await send(key, "GET", `/v1/sessions/${id}`)).status).toBe(200);
  });

  it("is refused by scope, by quota and by its input, each in the API's one shape", async () => {
    const { id } = await create();
    const path = `/v1/sessions/${id}/messages`;
    const reader = await keyOf(tenantId, { scopes: ["sessions"] });
    expect((await send(reader, "GET", path)).status).toBe(200);
    expect((await send(reader, "POST", path, { content: "x" })).status).toBe(403);
    const poor = await keyOf(tenantId, { limits: { ...NO_LIMITS, requestsPerMinute: 1, burst: 1 } });
    expect((await send(poor, "POST", path, { content: "x" })).status).toBe(200);
    const over = await send(poor, "POST", path, { content: "x" });
    expect([over.status, over.headers.has("retry-after")]).toEqual([429, true]);
    expect(over.json).toMatchObject({
      error: { code: "rate_limited", metadata: { limit: "key_requests_per_minute" } },
    });
    for (const [body, param] of [
      [{ content: "" }, "content"],
      [{ content: "x", role: "system" }, "role"],
      [{ content: "x", tools: ["nothing"] }, "tools"],
      [{ content: "x", model: "no/model" }, "model"],
    ] as const) {
      const refused = await send(key, "POST", path, body);
      expect([refused.status < 500, refused.json], refused.text).toMatchObject([true, { error: { param } }]);
    }
    expect((await send(key, "GET", "/v1/sessions?cursor=nonsense")).json).toMatchObject({ error: { param: "cursor" } });
    expect((await send(key, "GET", `${path}?before=1&after=1`)).status).toBe(400);
  });
});

describe("tools", () => {
  it("are listed to a key that may use them", async () => {
    const all = (await send(key, "GET", "/v1/tools")).json as unknown as {
      data: { name: string; destructive: boolean }[];
    };
    expect(all.data.map(({ name, destructive }) => [name, destructive])).toEqual([
      ["sessions_list", false],
      ["sessions_send", true],
      ["knowledge_search", false],
    ]);
    const limited = await keyOf(tenantId, { tools: ["sessions_list"] });
    expect((await send(limited, "GET", "/v1/tools")).text).not.toContain("sessions_send");
    expect((await send(limited, "POST", "/v1/tools/sessions_send/run", { arguments: {} })).status).toBe(404);
    expect((await send(limited, "GET", "/v1/tools/http")).status).toBe(403);
  });

  it("run with arguments that fit, and are refused with others", async () => {
    const ran = await send(key, "POST", "/v1/tools/sessions_list/run", { arguments: { limit: 5 } });
    expect(ran.json, ran.text).toMatchObject({
      approval_required: false,
      run: { status: "ok", tool: "sessions_list" },
      result: { sessions: [] },
    });
    expect((await send(key, "POST", "/v1/tools/sessions_list/run", { arguments: { limit: 500 } })).json).toMatchObject({
      error: { code: "invalid_request", param: "arguments" },
    });
  });

  it("that are destructive wait for an approval", async () => {
    const { id } = await create();
    const args = { session_id: id, content: "Remember the milk." };
    const waits = await send(key, "POST", "/v1/tools/sessions_send/run", { arguments: args });
    expect([waits.status, waits.json]).toMatchObject([202, { approval_required: true, run: { status: "pending" } }]);
    expect((await send(key, "GET", `/v1/sessions/${id}/messages`)).json).toMatchObject({ data: [] });
  });
});
