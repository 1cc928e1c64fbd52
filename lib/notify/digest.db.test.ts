import { describe, expect, it } from "vitest";
import {
  joinByMail,
  lastMail,
  mailCount,
  makeTenant,
  newcomer,
  refusal,
  site,
  withSite,
} from "@/lib/access/testing/site";
import { mailerOf } from "@/lib/mail/mailer";
import { newId, type PersonId, type RoomId } from "@/lib/platform/ids";
import { objectsOf } from "@/lib/rooms/server/objects";
import { removePerson } from "@/lib/tenants/server/remove-person";
import type { MessageNotice } from "./core/decide";
import { changeNotifications } from "./server/change-notifications";
import { changePolicy } from "./server/change-policy";
import { digestOffToken } from "./server/digest-token";
import { getNotifications } from "./server/get-notifications";
import { sendDigest } from "./server/send-digest";
import { showPolicy } from "./server/show-policy";
import { showStopDigest, stopDigest } from "./server/stop-digest";

withSite();

const room = newId<RoomId>();
const notice = (author: PersonId, over: Partial<MessageNotice> = {}): MessageNotice => ({
  room,
  kind: "dm",
  name: "",
  seq: 7,
  at: 5,
  author,
  body: "are you *there*?",
  mentioned: false,
  everybody: null,
  thread: null,
  followed: false,
  ...over,
});

async function company(slug: string) {
  const owner = await newcomer(`owner@${slug}.example`, "Olga Owner");
  await makeTenant(slug, owner);
  const member = await joinByMail(slug, owner, `mem@${slug}.example`);
  const [boss, ctx] = [await owner.in(slug), await member.in(slug)];
  const deps = { env: site.runtime.env, mailer: mailerOf(site.runtime.bindings) };
  const send = (id: string, notices: MessageNotice[], person = ctx.actor.person) =>
    sendDigest(deps, { tenantId: ctx.tenantId, person }, id, notices, Date.now());
  return { boss, ctx, email: `mem@${slug}.example`, send };
}

describe("the mail about what waits", () => {
  it("goes to the person's proved address, once for one id, with names and links of their tenant", async () => {
    const { boss, email, send } = await company("dig-one");
    const id = newId();
    const before = await mailCount();
    const notices = [notice(boss.actor.person), notice(newId<PersonId>(), { kind: "channel", name: "general", at: 6 })];
    await send(id, notices);
    await send(id, notices);
    expect(await mailCount()).toBe(before + 1);
    const { subject, text } = await lastMail(email, "digest");
    expect(subject).toBe("2 messages wait for you in Company dig-one");
    expect(text).toContain("Direct messages with Olga Owner");
    expect(text).toContain("Olga Owner: are you there?");
    expect(text).toContain("Somebody: are you there?");
    expect(text).toContain(`https://parlor.test/dig-one/rooms/${room}?message=7`);
    expect(text).toContain("https://parlor.test/dig-one/settings/notifications");
  });

  it("hides texts where an administrator decided so, and only administrators decide", async () => {
    const { boss, ctx, email, send } = await company("dig-two");
    expect(await refusal(changePolicy(ctx, { tenant: "dig-two", hideText: true }))).toBe("forbidden");
    expect(await refusal(showPolicy(ctx))).toBe("forbidden");
    await changePolicy(boss, { tenant: "dig-two", hideText: true });
    expect(await showPolicy(boss)).toEqual({ hideText: true });
    expect((await getNotifications(ctx)).policy).toEqual({ hideText: true });
    await send(newId(), [notice(boss.actor.person)]);
    const { text, html } = await lastMail(email, "digest");
    expect(text).toContain("A message from Olga Owner");
    expect(`${text}${html}`).not.toContain("there?");
  });

  it("goes to nobody who is not a member, or not of this tenant", async () => {
    const { boss, ctx, send } = await company("dig-three");
    const other = await company("dig-four");
    const before = await mailCount();
    await send(newId(), [notice(boss.actor.person)], newId<PersonId>());
    await send(newId(), [notice(boss.actor.person)], other.ctx.actor.person);
    await removePerson(boss, { tenant: "dig-three", person: ctx.actor.person });
    await send(newId(), [notice(boss.actor.person)]);
    expect(await mailCount()).toBe(before);
  });
});

describe("the link that ends these mails", () => {
  it("ends them without signing in, tells the inbox, and nothing else opens it", async () => {
    const { boss, ctx, email, send } = await company("dig-five");
    const { env, bindings } = site.runtime;
    await changeNotifications(ctx, { tenant: "dig-five", digest: "daily", zone: "Europe/Berlin", sound: true });
    await send(newId(), [notice(boss.actor.person)]);
    const { text } = await lastMail(email, "digest");
    const token = /https:\/\/parlor\.test\/unsubscribe\/(\S+)/.exec(text)?.[1] ?? "";
    expect(await showStopDigest(env, token, Date.now())).toMatchObject({ tenantSlug: "dig-five", isOff: false });

    const objects = objectsOf(bindings);
    for (const forged of [
      "",
      "x.y",
      `${token}x`,
      digestOffToken("s".repeat(32), { tenant: ctx.tenantId, person: ctx.actor.person }, Date.now()),
    ]) {
      expect(await refusal(stopDigest(env, objects, forged, Date.now()))).toBe("not_found");
      expect(await showStopDigest(env, forged, Date.now())).toBeNull();
    }
    site.told.length = 0;
    await stopDigest(env, objects, token, Date.now());
    expect(site.told).toMatchObject([
      { method: "configure", args: [ctx.tenantId, ctx.actor.person, { settings: { digest: "off" } }] },
    ]);
    expect((await getNotifications(ctx)).settings).toMatchObject({ digest: "off", zone: "Europe/Berlin", sound: true });
    expect(await showStopDigest(env, token, Date.now())).toMatchObject({ isOff: true });
  });
});
