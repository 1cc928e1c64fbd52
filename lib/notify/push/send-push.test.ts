import { importJWK, jwtVerify } from "jose";
import { expect, it, vi } from "vitest";
import { createEgressPost } from "../../platform/egress";
import { fromBase64Url, toBase64Url } from "./encrypt";
import { sendPush } from "./send-push";

const keys = {
  publicKey: "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
  privateKey: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  subject: "https://parlor.example",
};
const subscription = {
  endpoint: "https://push.example/abc?d=1",
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
};
const send = (answer: () => Response | Promise<Response>) => {
  const called = vi.fn(async (_url: string, _init: RequestInit) => answer());
  const post = createEgressPost({ fetch: called, resolve: async () => ["93.184.216.34"], ownHosts: [] });
  return { called, outcome: sendPush(post, keys, subscription, { text: "hello", topic: "t1" }, Date.now()) };
};

it("signs for the push service's origin, with the key that the browser knows", async () => {
  const { called, outcome } = send(() => new Response(null, { status: 201 }));
  expect(await outcome).toEqual({ kind: "sent" });
  const [url, init] = called.mock.calls[0] ?? [];
  expect(String(url)).toBe(subscription.endpoint);
  const headers = init?.headers as Record<string, string>;
  expect(headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "86400", topic: "t1", urgency: "high" });
  const [, token = "", key = ""] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? "") ?? [];
  expect(key).toBe(keys.publicKey);
  const point = fromBase64Url(keys.publicKey);
  const jwk = { kty: "EC", crv: "P-256", x: toBase64Url(point.slice(1, 33)), y: toBase64Url(point.slice(33)) };
  const { payload } = await jwtVerify(token, await importJWK(jwk, "ES256"), { audience: "https://push.example" });
  expect(payload.sub).toBe(keys.subject);
  expect(payload.exp).toBeLessThanOrEqual(Date.now() / 1_000 + 24 * 3_600);
});

it.each([
  [404, {}, { kind: "gone" }],
  [410, {}, { kind: "gone" }],
  [429, { "retry-after": "30" }, { kind: "later", afterMs: 30_000 }],
  [503, {}, { kind: "later", afterMs: null }],
  [400, {}, { kind: "refused" }],
  [413, {}, { kind: "refused" }],
  [302, { location: "http://127.0.0.1/" }, { kind: "refused" }],
])("makes of %i what it means", async (status, headers, expected) => {
  expect(await send(() => new Response(null, { status, headers })).outcome).toEqual(expected);
});

it("tries again after no answer", async () => {
  expect(await send(() => Promise.reject(new TypeError("network"))).outcome).toEqual({ kind: "later", afterMs: null });
});

it("asks no address that is not a push service's to have", async () => {
  const called = vi.fn(async () => new Response(null, { status: 201 }));
  const post = createEgressPost({ fetch: called, resolve: async () => ["10.0.0.7"], ownHosts: [] });
  for (const endpoint of ["https://push.example/a", "http://93.184.216.34/a", "https://127.0.0.1/a", "https://[::1]/a"])
    expect(
      await sendPush(post, keys, { ...subscription, endpoint }, { text: "hello", topic: "t1" }, Date.now()),
    ).toEqual({ kind: "refused" });
  expect(called).not.toHaveBeenCalled();
});
