import { env } from "cloudflare:workers";
import { SignJWT } from "jose";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { worker } from "@/durable-objects/testing/room-client";
import { parseEnv } from "@/lib/platform/env";
import { type ConversationId, newId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import { makePublicKey } from "@/lib/projects/core/public-key";
import { newSettings } from "@/lib/projects/core/settings";
import type { ProjectFacts } from "@/lib/projects/protocol";
import { VISITOR_LIMITS } from "../protocol";
import { type OpenDeps, openSession } from "./open-session";
import { visitOf } from "./objects";
import { verifySession } from "./session-token";

const bindings = env as unknown as RealtimeEnv;
const SECRET = "s".repeat(40);
let facts: ProjectFacts;
let ip: string | null;

beforeEach(() => {
  ip = `192.0.2.${Math.floor(Math.random() * 250)}`;
  facts = {
    ...newSettings(["https://shop.example"]),
    ...{ name: "Shop", paused: false, tenantId: newId<TenantId>(), id: newId<ProjectId>(), version: 1 },
    ...{ tenantActive: true, secrets: [{ kid: "one", secret: SECRET }] },
  };
});

const deps = (over: Partial<OpenDeps> = {}): OpenDeps => ({
  ...{ bindings, env: parseEnv(bindings), facts, ip, now: Date.now() },
  ...over,
});
const tokenFor = (sub: string, over: Partial<ProjectFacts> = {}) => {
  const now = Math.floor(Date.now() / 1000);
  const of = { ...facts, ...over };
  return new SignJWT({ name: "Ada" })
    .setProtectedHeader({ alg: "HS256", kid: "one" })
    .setSubject(sub)
    .setAudience(makePublicKey({ tenantId: of.tenantId, projectId: of.id }))
    .setIssuedAt(now)
    .setExpirationTime(now + 300)
    .sign(new TextEncoder().encode(SECRET));
};
const speak = async (session: string) => {
  const claims = await verifySession(bindings.TICKET_SECRET, session, Date.now());
  if (!claims) throw new Error("no session");
  return claims;
};

describe("a session", () => {
  it("of an anonymous visitor goes on with the conversation it names", async () => {
    const first = await openSession(deps(), {});
    expect(first).toMatchObject({ visitor: { name: null, anonymous: true }, restored: false });
    const again = await openSession(deps(), { session: first.session });
    expect(again).toMatchObject({ conversation: first.conversation, restored: true });
    expect(again.ticket).not.toBe(first.ticket);
  });

  it("of a proved visitor has their name, and is another one for somebody else", async () => {
    const first = await openSession(deps(), { token: await tokenFor("ada") });
    expect(first.visitor).toEqual({ name: "Ada", anonymous: false });
    const same = await openSession(deps(), { token: await tokenFor("ada"), session: first.session });
    expect(same).toMatchObject({ conversation: first.conversation, restored: true });
    const other = await openSession(deps(), { token: await tokenFor("eve"), session: first.session });
    expect(other.restored).toBe(false);
    expect(other.conversation).not.toBe(first.conversation);
    // The same person is the same visitor, whenever they come.
    const [one, two] = [
      await speak(first.session),
      await speak((await openSession(deps(), { token: await tokenFor("ada") })).session),
    ];
    expect(one.visitor).toBe(two.visitor);
  });

  it("of another project, another tenant, a forged one and none at all begin anew, and say no more", async () => {
    const theirs = await openSession(deps(), {});
    facts = { ...facts, id: newId<ProjectId>() };
    for (const session of [theirs.session, "x.y.z", ""]) {
      const grant = await openSession(deps({ ip: null }), { session });
      expect(grant.restored).toBe(false);
      expect(grant.conversation).not.toBe(theirs.conversation);
    }
  });

  it("whose conversation is over begins another one", async () => {
    const first = await openSession(deps(), {});
    await visitOf(bindings, facts.tenantId, first.conversation as ConversationId).erase(facts.tenantId);
    const { visitor } = await speak(first.session);
    const birth = {
      tenantId: facts.tenantId,
      projectId: facts.id,
      conversationId: first.conversation as ConversationId,
    };
    await visitOf(bindings, facts.tenantId, birth.conversationId).enter({
      ...birth,
      ...{ visitorId: visitor, name: null, anonymous: true, language: "en", page: null },
    });
    await visitOf(bindings, facts.tenantId, birth.conversationId).forget(facts.tenantId);
    expect(await openSession(deps(), { session: first.session })).toMatchObject({ restored: false });
  });

  it("is refused with a token that is not good, whatever session comes along", async () => {
    const { session } = await openSession(deps(), {});
    const wrong = await tokenFor("ada", { id: newId<ProjectId>() });
    await expect(openSession(deps(), { token: wrong, session })).rejects.toMatchObject({
      code: "unauthenticated",
      details: { param: "token.wrong_project" },
    });
  });

  it("needs a proof where anonymous visitors are not let in, and an open project", async () => {
    facts = { ...facts, allowAnonymous: false };
    await expect(openSession(deps(), {})).rejects.toMatchObject({ code: "unauthenticated" });
    await openSession(deps(), { token: await tokenFor("ada") });
    for (const closed of [{ paused: true }, { tenantActive: false }]) {
      facts = { ...facts, ...closed };
      const token = await tokenFor("ada");
      await expect(openSession(deps(), { token })).rejects.toMatchObject({ code: "unavailable" });
    }
  });

  it("is begun three times within an hour by one address without a name", async () => {
    for (let nth = 0; nth < VISITOR_LIMITS.sessionsPerHourAndIp; nth++) await openSession(deps(), {});
    await expect(openSession(deps(), {})).rejects.toMatchObject({ code: "rate_limited" });
    await openSession(deps({ ip: "198.51.100.9" }), {});
    await openSession(deps(), { token: await tokenFor("ada") });
    // One IPv6 network is one household.
    for (const tail of ["1", "2", "3"]) await openSession(deps({ ip: `2001:db8:1:2::${tail}` }), {});
    await expect(openSession(deps({ ip: "2001:db8:1:2:ffff::9" }), {})).rejects.toMatchObject({ code: "rate_limited" });
  });
});

describe("the challenge", () => {
  const won = new Map<string, { used: boolean; hostname: string; action: string; key?: string }>();
  let away = 0;
  const challenged = () => {
    const vars = { TURNSTILE_SITE_KEY: "site", TURNSTILE_SECRET: "secret", TURNSTILE_URL: "https://challenge.test/" };
    return deps({ env: { ...parseEnv(bindings), ...vars } });
  };

  /** Siteverify with a ledger of its own: what was won, where, and whether it was spent. */
  beforeEach(() => {
    facts = { ...facts, requireTurnstile: true };
    won.clear();
    away = 0;
    won.set("good", { used: false, hostname: "parlor.test", action: "chat-start" });
    won.set("elsewhere", { used: false, hostname: "evil.example", action: "chat-start" });
    won.set("other", { used: false, hostname: "parlor.test", action: "login" });
    vi.stubGlobal("fetch", async (_url: string, init: { body: string }) => {
      if (away-- > 0) throw new Error("away");
      const asked = JSON.parse(init.body) as { secret: string; response: string; idempotency_key: string };
      const entry = won.get(asked.response);
      if (asked.secret !== "secret") return Response.json({ success: false, "error-codes": ["invalid-input-secret"] });
      if (!entry) return Response.json({ success: false, "error-codes": ["invalid-input-response"] });
      if (entry.used && entry.key !== asked.idempotency_key)
        return Response.json({ success: false, "error-codes": ["timeout-or-duplicate"] });
      entry.used = true;
      entry.key = asked.idempotency_key;
      return Response.json({ success: true, hostname: entry.hostname, action: entry.action });
    });
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
  });

  it("lets one new session in for each token that was won here", async () => {
    const grant = await openSession(challenged(), { turnstile: "good" });
    await expect(openSession(challenged(), { turnstile: "good" })).rejects.toMatchObject({ code: "forbidden" });
    // Who is in needs none.
    expect((await openSession(challenged(), { session: grant.session })).restored).toBe(true);
    await openSession(challenged(), { token: await tokenFor("ada") });
  });

  it.each([undefined, "", "made-up", "elsewhere", "other"])("refuses %j", async (turnstile) => {
    await expect(openSession(challenged(), { turnstile })).rejects.toMatchObject({
      code: "forbidden",
      details: { param: "turnstile" },
    });
  });

  it("is asked again when no answer comes, and no answer at all is no pass", async () => {
    away = 1;
    await openSession(challenged(), { turnstile: "good" });
    away = 9;
    await expect(openSession(challenged(), { turnstile: "good" })).rejects.toMatchObject({ code: "unavailable" });
  });

  it("is none where the installation has none", async () => {
    await openSession(deps(), {});
  });
});

describe("the doors", () => {
  it("answer a key that is none with the same plain page, and take sessions from our own origin alone", async () => {
    const pages = await Promise.all(
      ["pa_x", "nothing", "pa_%00%2f"].map((key) => worker.fetch(`http://parlor.test/embed/${key}`)),
    );
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(await Promise.all(pages.map((page) => page.text()))).size).toBe(1);
    for (const origin of ["null", "https://shop.example", "http://parlor.test.evil.example"]) {
      const answer = await worker.fetch("http://parlor.test/embed/pa_x/session", {
        ...{ method: "POST", body: "{}", headers: { origin, "content-type": "application/json" } },
      });
      expect(answer.status).toBe(403);
    }
    const known = await worker.fetch("http://parlor.test/embed/pa_x/session", {
      ...{ method: "POST", body: "{}", headers: { origin: "http://parlor.test", "content-type": "application/json" } },
    });
    expect(known.status).toBe(404);
  });
});
