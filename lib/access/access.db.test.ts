import * as OTPAuth from "otpauth";
import { describe, expect, it } from "vitest";
import { authDb } from "@/db/client";
import { rateLimit } from "@/db/schema/auth";
import { listSessions } from "./server/list-sessions";
import { revokeSession } from "./server/revoke-session";
import {
  Browser,
  lastMail,
  mailCount,
  makeTenant,
  newcomer,
  PASSWORD,
  refusal,
  signIn,
  site,
  withSite,
} from "./testing/site";

withSite();

describe("sign-up and verification", () => {
  it("opens no session before the address is confirmed, and one after", async () => {
    const browser = new Browser();
    const made = await browser.auth("/sign-up/email", {
      email: "Ada@One.Example",
      name: "  Ada   Byron ",
      password: PASSWORD,
      image: "https://evil.example/x.png",
    });
    expect(made.status).toBe(200);
    expect(browser.cookies.size).toBe(0);
    const early = await browser.auth("/sign-in/email", { email: "ada@one.example", password: PASSWORD });
    expect(early.status).toBe(403);
    expect(await early.json()).toMatchObject({
      code: "EMAIL_NOT_VERIFIED",
      error: { type: "parlor_error", code: "forbidden" },
    });

    const { link } = await lastMail("ada@one.example", "verify");
    expect(link.pathname).toBe("/verify");
    await browser.auth(`/verify-email?token=${link.searchParams.get("token")}&callbackURL=/new`);
    const ctx = await browser.account();
    expect(ctx).toMatchObject({ email: "ada@one.example", name: "Ada Byron", emailVerified: true });
  });

  it("answers a known and a new address alike", async () => {
    await newcomer("known@one.example");
    const before = await mailCount();
    const shape = async (email: string) => {
      const response = await new Browser().auth("/sign-up/email", { email, name: "X", password: PASSWORD });
      const { user } = (await response.json()) as { user: object };
      return { status: response.status, keys: Object.keys(user).toSorted() };
    };
    expect(await shape("known@one.example")).toEqual(await shape("fresh@one.example"));
    expect(await mailCount()).toBe(before + 2);
    expect((await lastMail("known@one.example", "known")).link.pathname).toBe("/sign-in");
  });

  it.each([
    [{ email: "x@one.example", name: "x\u0000y", password: PASSWORD }, "INVALID_NAME"],
    [{ email: "x@one.example", name: "x", password: "short" }, "PASSWORD_TOO_SHORT"],
    [{ email: "not an address", name: "x", password: PASSWORD }, undefined],
  ])("refuses %j", async (body, code) => {
    const response = await new Browser().auth("/sign-up/email", body);
    expect(response.status).toBe(400);
    const answer = (await response.json()) as { code: string; error: { request_id: string } };
    if (code) expect(answer.code).toBe(code);
    expect(answer.error.request_id).toBe(response.headers.get("x-request-id"));
  });
});

describe("sign-in", () => {
  it("says the same for a wrong password and an unknown address", async () => {
    await newcomer("bob@two.example");
    const answers = await Promise.all(
      [signIn("bob@two.example", "the wrong password"), signIn("nobody@two.example")].map(async (one) => {
        const { response } = await one;
        const { error, ...rest } = (await response.json()) as { error: { request_id: string } };
        return { status: response.status, ...rest, error: { ...error, request_id: "" } };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ status: 401, code: "INVALID_EMAIL_OR_PASSWORD" });
  });

  it("sets a cookie that scripts and other sites do not get", async () => {
    await newcomer("cookie@two.example");
    const { response } = await signIn("cookie@two.example");
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith("__Host-parlor.session_token="));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/; Secure/);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("is dead after signing out, and its sockets are closed", async () => {
    const browser = await newcomer("out@two.example");
    await makeTenant("signout", browser);
    const { sessionId, actor, tenantId } = { ...(await browser.account()), ...(await browser.in("signout")) };
    const stolen = new Browser();
    for (const [name, value] of browser.cookies) stolen.cookies.set(name, value);
    site.told = [];
    expect((await browser.auth("/sign-out", {})).status).toBe(200);
    expect(site.told).toEqual([
      { name: `t:${tenantId}:user:${actor.person}`, method: "endSession", args: [tenantId, actor.person, sessionId] },
    ]);
    expect(await refusal(stolen.account())).toBe("unauthenticated");
  });

  it("limits the tries of one account from many addresses, and forgets them after a success", async () => {
    await newcomer("target@two.example");
    const statuses: number[] = [];
    for (let round = 0; round < 21; round++)
      statuses.push((await signIn("target@two.example", "the wrong password")).response.status);
    expect(statuses.slice(0, 20).every((status) => status === 401)).toBe(true);
    expect(statuses[20]).toBe(429);
    const { response } = await signIn("target@two.example");
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    await authDb(site.runtime.env).delete(rateLimit);
    for (let round = 0; round < 19; round++) await signIn("target@two.example", "the wrong password");
    expect((await signIn("target@two.example")).response.status).toBe(200);
    expect((await signIn("target@two.example", "the wrong password")).response.status).toBe(401);
  }, 60_000);

  it("limits one address", async () => {
    const browser = new Browser();
    const statuses: number[] = [];
    for (let round = 0; round < 7; round++)
      statuses.push((await browser.auth("/request-password-reset", { email: "x@two.example" })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  });

  it.each([
    ["a foreign origin", { origin: "https://evil.example" }],
    ["a null origin", { origin: "null" }],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }],
  ])("is refused to %s", async (_, headers) => {
    await newcomer(`csrf-${Browser.count}@two.example`);
    const response = await new Browser().auth(
      "/sign-in/email",
      { email: "bob@two.example", password: PASSWORD },
      headers,
    );
    expect([403, 415]).toContain(response.status);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it("shows no organisation endpoint", async () => {
    const browser = await newcomer("direct@two.example");
    for (const path of [
      "/organization/create",
      "/organization/invite-member",
      "/organization/remove-member",
      "/delete-user",
      "/update-user",
    ]) {
      expect((await browser.auth(path, { name: "x", slug: "admin" })).status).toBe(404);
    }
  });
});

describe("password reset", () => {
  it("works once, ends every session, and tells nobody who has an account", async () => {
    const browser = await newcomer("forgot@three.example");
    const before = await mailCount();
    const known = await new Browser().auth("/request-password-reset", { email: "forgot@three.example" });
    const unknown = await new Browser().auth("/request-password-reset", { email: "nobody@three.example" });
    expect(await known.text()).toBe(await unknown.text());
    expect(await mailCount()).toBe(before + 1);

    const { link } = await lastMail("forgot@three.example", "reset");
    expect(link.pathname).toBe("/reset");
    const token = link.searchParams.get("token");
    const uses = await Promise.all(
      Array.from({ length: 10 }, (_, round) =>
        new Browser().auth("/reset-password", { token, newPassword: `${PASSWORD} ${round}` }),
      ),
    );
    expect(uses.filter((response) => response.status === 200)).toHaveLength(1);
    const winner = uses.findIndex((response) => response.status === 200);
    expect(await refusal(browser.account())).toBe("unauthenticated");
    expect((await signIn("forgot@three.example")).response.status).toBe(401);
    expect((await signIn("forgot@three.example", `${PASSWORD} ${winner}`)).response.status).toBe(200);
  });

  it("a changed password ends every other session, asked or not", async () => {
    const first = await newcomer("change@three.example");
    const { browser: second } = await signIn("change@three.example");
    const response = await second.auth("/change-password", {
      currentPassword: PASSWORD,
      newPassword: `${PASSWORD}!`,
      revokeOtherSessions: false,
    });
    expect(response.status).toBe(200);
    expect(await refusal(first.account())).toBe("unauthenticated");
    expect(await refusal(second.account())).toBe("done");
  });
});

describe("two-factor sign-in", () => {
  it("asks for a code that the app shows, or a backup code once", async () => {
    const browser = await newcomer("secure@four.example");
    expect((await browser.auth("/two-factor/enable", { password: "the wrong password" })).status).toBe(400);
    const enabling = await browser.auth("/two-factor/enable", { password: PASSWORD });
    const { totpURI, backupCodes } = (await enabling.json()) as { totpURI: string; backupCodes: string[] };
    const totp = OTPAuth.URI.parse(totpURI);
    if (!(totp instanceof OTPAuth.TOTP)) throw new Error("Not a TOTP address.");
    expect(totp.issuer).toBe("Parlor");
    expect((await browser.auth("/two-factor/verify-totp", { code: totp.generate() })).status).toBe(200);
    expect((await browser.account()).twoFactor).toBe(true);

    const { browser: again, response } = await signIn("secure@four.example");
    expect(await response.json()).toMatchObject({ twoFactorRedirect: true });
    expect(await refusal(again.account())).toBe("unauthenticated");
    expect((await again.auth("/two-factor/verify-totp", { code: "000000" })).status).toBe(401);
    expect((await again.auth("/two-factor/verify-totp", { code: totp.generate() })).status).toBe(200);
    expect(await refusal(again.account())).toBe("done");

    const { browser: third } = await signIn("secure@four.example");
    const [code] = backupCodes;
    expect((await third.auth("/two-factor/verify-backup-code", { code })).status).toBe(200);
    const { browser: fourth } = await signIn("secure@four.example");
    expect((await fourth.auth("/two-factor/verify-backup-code", { code })).status).toBe(401);
  });
});

describe("sessions", () => {
  it("are listed without their tokens and revoked one by one", async () => {
    const first = await newcomer("many@twenty.example");
    const { browser: second } = await signIn("many@twenty.example");
    const { sessions } = await listSessions(await second.account());
    expect(sessions.map(({ current }) => current)).toEqual([true, false]);
    expect(Object.keys(sessions[0] ?? {}).toSorted()).toEqual(["current", "device", "id", "lastUsed", "since"]);
    await revokeSession(await second.account(), { session: sessions[1]?.id ?? "" });
    expect(await refusal(first.account())).toBe("unauthenticated");
    const stranger = await newcomer("nosy@twenty.example");
    expect(await refusal(revokeSession(await stranger.account(), { session: sessions[0]?.id ?? "" }))).toBe(
      "not_found",
    );
    expect(await refusal(second.account())).toBe("done");
  });
});
