import { describe, expect, it } from "vitest";
import { tenantDb } from "@/db/client";
import { findPersonByAccount } from "@/db/queries/people";
import { approveEmail } from "./server/approve-email";
import { changeEmail } from "./server/change-email";
import { openCtx } from "./server/account-ctx";
import { showEmailChange } from "./server/show-email-change";
import {
  Browser,
  joinByMail,
  lastMail,
  mailCount,
  makeTenant,
  newcomer,
  ORIGIN,
  refusal,
  signIn,
  site,
  withSite,
} from "./testing/site";

withSite();

const HOUR_MS = 60 * 60_000;

async function ask(browser: Browser, newEmail: string): Promise<Response> {
  return browser.auth("/change-email", { newEmail });
}

async function tokenFor(to: string, kind: "approve" | "newAddress"): Promise<string> {
  const { link } = await lastMail(to, kind);
  expect(link.origin + link.pathname).toBe(`${ORIGIN}/verify`);
  return link.searchParams.get("token") ?? "";
}

/** Somebody without a session who holds the mailbox. */
async function approve(token: string, nowMs = Date.now()): Promise<string> {
  const ctx = { ...openCtx(new Browser().request("/"), site.runtime), now: () => nowMs };
  const answer = await refusal(approveEmail(ctx, { token }));
  await site.settle();
  return answer;
}

async function finish(browser: Browser, token: string, nowMs = Date.now()): Promise<string> {
  const answer = await refusal(changeEmail({ ...(await browser.account()), now: () => nowMs }, { token }));
  await site.settle();
  return answer;
}

describe("a change of address", () => {
  it("asks the old address, then the new one, and tenants follow while other sessions stay", async () => {
    const owner = await newcomer("owner@move.example", "Olga");
    await makeTenant("move-a", owner);
    await makeTenant("move-b", owner);
    const { browser: phone } = await signIn("owner@move.example");

    expect((await ask(owner, "New@Move.Example")).status).toBe(200);
    const asked = await lastMail("owner@move.example", "approve");
    expect(asked.text).toContain("new@move.example");
    expect(await showEmailChange(await owner.account())).toEqual({ step: "approve", email: "new@move.example" });

    expect(await approve(await tokenFor("owner@move.example", "approve"))).toBe("done");
    expect(await showEmailChange(await owner.account())).toEqual({ step: "confirm", email: "new@move.example" });
    expect((await owner.account()).email).toBe("owner@move.example");

    expect(await finish(owner, await tokenFor("new@move.example", "newAddress"))).toBe("done");
    for (const browser of [owner, phone]) {
      expect(await browser.account()).toMatchObject({ email: "new@move.example", emailVerified: true });
    }
    expect(await showEmailChange(await owner.account())).toBeNull();
    const { account } = await owner.account();
    for (const slug of ["move-a", "move-b"]) {
      const { tenantId } = await owner.in(slug);
      expect(await findPersonByAccount(tenantDb(site.runtime.env, tenantId), account)).toMatchObject({
        email: "new@move.example",
      });
    }
    const last = await lastMail("owner@move.example", "changed");
    expect(last.text).toContain("new@move.example");
    expect(last.link.pathname).toBe("/account");
    expect((await signIn("owner@move.example")).response.status).toBe(401);
    expect((await signIn("new@move.example")).response.status).toBe(200);
  });

  it("writes the copies of tenants at once, not at the next visit", async () => {
    const owner = await newcomer("owner@copy.example");
    await makeTenant("copies", owner);
    const member = await joinByMail("copies", owner, "member@copy.example");
    const { account } = await member.account();
    const { db } = await owner.in("copies");
    await ask(member, "moved@copy.example");
    await approve(await tokenFor("member@copy.example", "approve"));
    await finish(member, await tokenFor("moved@copy.example", "newAddress"));
    expect(await findPersonByAccount(db, account)).toMatchObject({ email: "moved@copy.example" });
  });

  it("answers a taken address like a free one, to the end of what the asker sees", async () => {
    await newcomer("taken@same.example");
    const asker = await newcomer("asker@same.example");
    const seen = async (email: string) => {
      const before = await mailCount();
      const response = await ask(asker, email);
      const body = await response.text();
      const mails = (await mailCount()) - before;
      const waiting = (await showEmailChange(await asker.account()))?.step;
      const approved = await approve(await tokenFor("asker@same.example", "approve"));
      const after = (await showEmailChange(await asker.account()))?.step;
      return { status: response.status, body, mails, waiting, approved, after };
    };
    const free = await seen("free@same.example");
    expect(free).toMatchObject({ status: 200, mails: 1, waiting: "approve", approved: "done", after: "confirm" });
    expect(await seen("taken@same.example")).toEqual(free);
    expect((await lastMail("taken@same.example", "taken")).link.pathname).toBe("/sign-in");
    await expect(lastMail("taken@same.example", "newAddress")).rejects.toThrow("No newAddress mail");
  });

  it("uses each link once, for one hour, and only the newest change", async () => {
    const browser = await newcomer("once@links.example");
    await ask(browser, "first@links.example");
    const first = await tokenFor("once@links.example", "approve");
    await ask(browser, "second@links.example");
    expect(await approve(first)).toBe("gone");
    const second = await tokenFor("once@links.example", "approve");
    expect(await approve(second, Date.now() + HOUR_MS + 1)).toBe("gone");
    expect(await finish(browser, second)).toBe("gone");
    expect(await approve(`${second}x`)).toBe("gone");
    const tries = await Promise.all(Array.from({ length: 5 }, () => approve(second)));
    expect(tries.toSorted()).toEqual(["done", "gone", "gone", "gone", "gone"]);
    const last = await tokenFor("second@links.example", "newAddress");
    expect(await approve(last)).toBe("gone");
    expect(await finish(browser, last, Date.now() + HOUR_MS + 1)).toBe("gone");
    expect(await finish(browser, last)).toBe("done");
    expect(await finish(browser, last)).toBe("gone");
  });

  it("is not finished by another account, without one, or through better-auth's own door", async () => {
    const browser = await newcomer("mine@door.example");
    const stranger = await newcomer("stranger@door.example");
    await ask(browser, "target@door.example");
    const asked = await tokenFor("mine@door.example", "approve");
    const outside = new Browser();
    for (const query of [`token=${asked}`, `token=x&token=${asked}`]) {
      expect((await outside.auth(`/verify-email?${query}`)).status).toBe(404);
    }
    await approve(asked);
    const token = await tokenFor("target@door.example", "newAddress");
    expect(await finish(stranger, token)).toBe("gone");
    expect(await refusal(outside.account())).toBe("unauthenticated");
    for (const visitor of [outside, browser]) {
      expect((await visitor.auth(`/verify-email?token=${token}&callbackURL=/`)).status).toBe(404);
    }
    expect(outside.cookies.size).toBe(0);
    expect((await browser.account()).email).toBe("mine@door.example");
  });

  it("says so when the new address got an account in the meantime", async () => {
    const browser = await newcomer("slow@race.example");
    await ask(browser, "fast@race.example");
    await approve(await tokenFor("slow@race.example", "approve"));
    const token = await tokenFor("fast@race.example", "newAddress");
    await newcomer("fast@race.example");
    expect(await finish(browser, token)).toBe("conflict");
    expect((await browser.account()).email).toBe("slow@race.example");
  });

  it.each([
    ["same@refuse.example", "REFUSED"],
    ["no address", "VALIDATION_ERROR"],
  ])("refuses %s", async (newEmail, code) => {
    const browser = await newcomer(`${newEmail === "no address" ? "bad" : "same"}@refuse.example`);
    const response = await ask(browser, newEmail);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code });
    expect(await showEmailChange(await browser.account())).toBeNull();
  });

  it("needs a session, our origin, and patience", async () => {
    expect((await ask(new Browser(), "x@limit.example")).status).toBe(401);
    const browser = await newcomer("limit@limit.example");
    const foreign = await browser.auth(
      "/change-email",
      { newEmail: "x@limit.example" },
      { origin: "https://evil.example" },
    );
    expect(foreign.status).toBe(403);
    const statuses: number[] = [];
    for (let round = 0; round < 6; round++) statuses.push((await ask(browser, `x${round}@limit.example`)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});
