import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ReservationId } from "@/lib/platform/ids";
import type { CallAnswer, CallOutcome } from "@/lib/models/server/call";
import { failureOf, keyOf, MODEL, outcomeOf, policyOf, stage, VIEW } from "./testing/fakes";

const chat = (body: object = {}) => ({
  method: "POST",
  body: JSON.stringify({ messages: [{ role: "user", content: "Hello" }], ...body }),
});
const completion = {
  id: "chatcmpl-shown",
  object: "chat.completion" as const,
  created: 1,
  model: MODEL.id,
  choices: [
    {
      index: 0,
      message: { role: "assistant" as const, content: "Hi", refusal: null },
      logprobs: null,
      finish_reason: "stop" as const,
    },
  ],
  usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
};
const whole = async (): Promise<CallAnswer> => ({ status: "answer", model: MODEL, completion, outcome: outcomeOf() });
const streamOf = (text: string, over: Promise<CallOutcome>): CallAnswer => ({
  status: "stream",
  model: MODEL,
  body: new Blob([text]).stream(),
  over,
});
const errorOf = async (answer: Response) => ((await answer.json()) as { error: Record<string, unknown> }).error;

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  for (const level of ["info", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

describe("the one error shape", () => {
  const shape = ["code", "message", "param", "request_id", "retryable", "type"];
  it.each([
    ["no key", "/v1/models", { key: "" }, 401, "unauthenticated"],
    ["a wrong key", "/v1/models", { key: "bad" }, 401, "unauthenticated"],
    ["no such path", "/v1/nothing", {}, 404, "not_found"],
    ["no such model", "/v1/models/none/such", {}, 404, "model_not_found"],
    ["another method", "/v1/models", { method: "DELETE" }, 405, "method_not_allowed"],
    [
      "another type",
      "/v1/chat/completions",
      { ...chat(), headers: { "content-type": "text/plain" } },
      415,
      "unsupported_media_type",
    ],
    ["no JSON", "/v1/chat/completions", { method: "POST", body: "{" }, 400, "invalid_request"],
    ["no object", "/v1/chat/completions", { method: "POST", body: "[]" }, 400, "invalid_request"],
    [
      "too much",
      "/v1/chat/completions",
      { method: "POST", body: " ".repeat(4 * 1024 * 1024 + 1) },
      413,
      "payload_too_large",
    ],
  ])("%s", async (_name, path, init, status, code) => {
    const answer = await stage().send(path, init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("x-should-retry")).toBe("false");
    const error = await errorOf(answer);
    expect(Object.keys(error).toSorted()).toEqual(shape);
    expect(error).toMatchObject({ code, request_id: answer.headers.get("x-request-id") });
  });

  it("counts a body that tells no length, and stops reading", async () => {
    let pulled = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const answer = await stage().send("/v1/chat/completions", { method: "POST", body, duplex: "half" } as RequestInit);
    expect(answer.status).toBe(413);
    expect(pulled).toBeLessThan(8);
  });

  it.each([
    [{ messages: [] }, "messages"],
    [{ messages: [{ role: "nobody", content: "x" }] }, "messages.0.role"],
    [
      { messages: [{ role: "user", content: [{ type: "image_url", image_url: {} }] }] },
      "messages.0.content.0.image_url.url",
    ],
    [{ temperature: 3 }, "temperature"],
    [{ n: 2 }, "n"],
    [{ tools: [{ type: "function", function: { name: "not a name" } }] }, "tools.0.function.name"],
  ])("names the field of %j", async (body, param) => {
    const { send, asked } = stage();
    const answer = await send("/v1/chat/completions", chat(body));
    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toMatchObject({ code: "invalid_request", type: "invalid_request_error", param });
    expect(asked).toEqual([]);
  });

  it("says nothing of an unknown fault, neither to the caller nor in the log", async () => {
    const { send, over, settled } = stage({
      call: async () => {
        throw new Error("secret prompt");
      },
    });
    const answer = await send("/v1/chat/completions", chat());
    expect(answer.status).toBe(500);
    const error = await errorOf(answer);
    expect(error).toMatchObject({ code: "internal", retryable: true, type: "server_error" });
    expect(JSON.stringify(error)).not.toContain("secret");
    await over();
    expect(settled).toMatchObject([{ end: "failed", cost: 0 }]);
    expect(lines.join("\n")).not.toContain("secret");
  });

  it("hears of a wrong key before anything of the body", async () => {
    expect((await stage().send("/v1/chat/completions", { ...chat({ messages: [] }), key: "bad" })).status).toBe(401);
  });
});

describe("who may", () => {
  it.each([
    ["a key without the scope", { key: keyOf({ scopes: ["usage"] }) }, 403],
    ["an expired key", { key: keyOf({ expiresAt: 999 }) }, 401],
    ["an ended key", { key: keyOf({ endsAt: 1_000 }) }, 401],
    ["a suspended organisation", { policy: policyOf({ status: "suspended" }) }, 403],
  ])("refuses %s", async (_name, scene, status) => {
    const { send, asked } = stage(scene);
    for (const [path, init] of [
      ["/v1/models", {}],
      ["/v1/chat/completions", chat()],
    ] as const)
      expect((await send(path, init)).status).toBe(status);
    expect(asked).toEqual([]);
  });

  it("asks the Meter anew for what is not reserved, and knows a key for a moment where it is", async () => {
    const { send, identifies } = stage({ call: whole });
    await send("/v1/models");
    await send("/v1/models");
    expect(identifies()).toBe(2);
    await send("/v1/chat/completions", chat());
    await send("/v1/chat/completions", chat());
    expect(identifies()).toBe(2);
  });

  it("looks again before it refuses by what it knows", async () => {
    const { send, scene } = stage({ call: whole, key: keyOf({ scopes: ["models"] }) });
    expect((await send("/v1/chat/completions", chat())).status).toBe(403);
    scene.key = keyOf();
    expect((await send("/v1/chat/completions", chat())).status).toBe(200);
  });
});

describe("pages of other origins", () => {
  const origin = "https://shop.example";
  it("answers a preflight without a key, and never allows cookies", async () => {
    const answer = await stage().send("/v1/chat/completions", {
      method: "OPTIONS",
      key: "",
      headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("lets pages of the tenant's origins read answers and refusals, and no other page", async () => {
    const open = stage({ policy: policyOf({ apiOrigins: [origin] }) });
    for (const path of ["/v1/models", "/v1/models/none"]) {
      const answer = await open.send(path, { headers: { origin } });
      expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
    }
    const refused = await open.send("/v1/models", { headers: { origin: "https://other.example" } });
    expect(refused.status).toBe(403);
    expect(refused.headers.get("access-control-allow-origin")).toBeNull();
    const unknown = await open.send("/v1/models", { key: "bad", headers: { origin } });
    expect(unknown.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("a chat completion", () => {
  it("answers with its model, its reason and the limits, and settles once", async () => {
    const { send, asked, settled, over } = stage({ call: whole });
    const answer = await send("/v1/chat/completions", {
      ...chat({ user: "u1" }),
      headers: { "x-parlor-tags": "a, b" },
    });
    expect(await answer.json()).toEqual(completion);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "x-parlor-model": "fake/small",
      "x-parlor-route": "tier pro",
      "x-ratelimit-limit-requests": "60",
      "x-ratelimit-remaining-requests": "59",
    });
    expect(asked).toMatchObject([{ scope: "chat", model: "fake/small", stream: false }]);
    expect(asked[0]?.userHash).toMatch(/^[0-9a-f]{64}$/);
    await over();
    expect(settled).toMatchObject([
      { end: "ok", cost: 190, reservationId: "r1", requestId: answer.headers.get("x-request-id"), tags: ["a", "b"] },
    ]);
  });

  it("streams the bytes as they are, and settles after them", async () => {
    let finish: (outcome: CallOutcome) => void = () => undefined;
    const ended = new Promise<CallOutcome>((done) => (finish = done));
    const { send, settled, over } = stage({ call: async () => streamOf("data: [DONE]\n\n", ended) });
    const answer = await send("/v1/chat/completions", chat({ stream: true }));
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(await answer.text()).toBe("data: [DONE]\n\n");
    expect(settled).toEqual([]);
    finish(outcomeOf({ end: "cut" }));
    await over();
    expect(settled).toMatchObject([{ end: "cut" }]);
  });

  it("routes again by a newer policy, once", async () => {
    const reserved = { status: "reserved" as const, reservationId: "r2" as ReservationId, view: VIEW };
    const stale = { status: "stale" as const, policy: policyOf({ version: 2, tier: "enterprise" }) };
    const { send, asked } = stage({ call: whole, reserves: [stale, reserved] });
    const answer = await send("/v1/chat/completions", chat());
    expect(answer.headers.get("x-parlor-route")).toBe("tier enterprise");
    expect(asked.map(({ policyVersion }) => policyVersion)).toEqual([1, 2]);
    expect((await stage({ reserves: [stale] }).send("/v1/chat/completions", chat())).status).toBe(503);
  });

  it("asks no model for a key that was revoked since it was last known", async () => {
    const reserved = { status: "reserved" as const, reservationId: "r1" as ReservationId, view: VIEW };
    const revoked = { status: "refused" as const, code: "unauthenticated" as const, message: "Revoked." };
    const call = vi.fn(whole);
    const { send, settled, over } = stage({ reserves: [reserved, revoked], call });
    expect((await send("/v1/chat/completions", chat())).status).toBe(200);
    const answer = await send("/v1/chat/completions", chat());
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain(completion.id);
    expect(call).toHaveBeenCalledTimes(1);
    await over();
    expect(settled).toHaveLength(1);
  });

  it("tells of a limit in words, metadata and headers, and calls no model", async () => {
    const call = vi.fn(whole);
    const refused = {
      status: "refused" as const,
      code: "rate_limited" as const,
      message: "Too many.",
      limit: "key.requests",
      retryAfterMs: 1_200,
      view: VIEW,
    };
    const { send, settled, over } = stage({ call, reserves: [refused] });
    const answer = await send("/v1/chat/completions", chat());
    expect(answer.status).toBe(429);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "retry-after": "2",
      "retry-after-ms": "1200",
      "x-should-retry": "true",
      "x-ratelimit-limit-requests": "60",
    });
    expect(await errorOf(answer)).toMatchObject({
      type: "rate_limit_error",
      metadata: { limit: "key.requests", retry_after_ms: 1_200 },
    });
    await over();
    expect(call).not.toHaveBeenCalled();
    expect(settled).toEqual([]);
    const spent = await stage({ reserves: [{ ...refused, code: "quota_exceeded" }] }).send(
      "/v1/chat/completions",
      chat(),
    );
    expect(spent.headers.get("x-should-retry")).toBe("false");
    expect(await errorOf(spent)).toMatchObject({ type: "insufficient_quota", code: "quota_exceeded" });
  });

  it("says why no model answered, and settles", async () => {
    const { send, settled, over } = stage();
    const answer = await send("/v1/chat/completions", chat());
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("2");
    expect(await errorOf(answer)).toMatchObject({ code: failureOf().code, retryable: true });
    await over();
    expect(settled).toMatchObject([{ end: "failed" }]);
  });

  it("settles again until the Meter takes it", async () => {
    const { send, settled, over } = stage({ call: whole, settleFails: 2 });
    await send("/v1/chat/completions", chat());
    await over();
    expect(settled).toHaveLength(1);
  });

  it("refuses labels that are none", async () => {
    const answer = await stage().send("/v1/chat/completions", {
      ...chat(),
      headers: { "x-parlor-tags": "not a label" },
    });
    expect(await errorOf(answer)).toMatchObject({ param: "x-parlor-tags" });
  });
});

describe("usage", () => {
  it("is the Meter's own", async () => {
    expect(await (await stage().send("/v1/usage")).json()).toMatchObject({
      object: "usage",
      requests: { used: 3, limit: null },
      tokens: { used: 4, reserved: 6 },
      streams: { open: 8 },
    });
  });
});
