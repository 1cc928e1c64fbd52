import { describe, expect, it } from "vitest";
import { authDb, tenantDb } from "@/db/client";
import { findPersonByAccount } from "@/db/queries/people";
import { organization } from "@/db/schema/auth";
import { renameAccount } from "@/lib/access/server/rename-account";
import { AppError } from "@/lib/platform/errors";
import {
  Browser,
  joinByMail,
  lastMail,
  makeTenant,
  newcomer,
  refusal,
  site,
  withSite,
} from "@/lib/access/testing/site";
import { acceptInvitation } from "./server/accept-invitation";
import { changeRole } from "./server/change-role";
import { createInviteLink } from "./server/create-invite-link";
import { createTenant } from "./server/create-tenant";
import { inviteByMail } from "./server/invite-by-mail";
import { leaveTenant } from "./server/leave-tenant";
import { listInvitations } from "./server/list-invitations";
import { listMembers } from "./server/list-members";
import { listMyTenants } from "./server/list-my-tenants";
import { removePerson } from "./server/remove-person";
import { revokeInviteLink } from "./server/revoke-invite-link";

withSite();

describe("tenants", () => {
  it("are made by confirmed accounts, with an address that is free", async () => {
    const owner = await newcomer("owner@five.example", "Olga");
    await makeTenant("five", owner);
    const ctx = await owner.in("five");
    expect(ctx.actor.role).toBe("owner");
    expect(ctx.tenantName).toBe("Company five");
    expect(await refusal(createTenant(await owner.account(), { name: "Again", slug: "five" }))).toBe("conflict");
  });

  it("look missing to those outside", async () => {
    const owner = await newcomer("owner@six.example");
    await makeTenant("six", owner);
    const stranger = await newcomer("stranger@six.example");
    const answers = await Promise.all(
      ["six", "missing", "SIX", "../six", ""].map(async (slug) => {
        try {
          await stranger.in(slug);
          return "in";
        } catch (error) {
          return error instanceof AppError
            ? `${error.code} ${error.message} ${JSON.stringify(error.details)}`
            : "crash";
        }
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^not_found/);
    expect(await refusal(new Browser().in("six"))).toBe("unauthenticated");
  });

  it("are several for one account, which is a different person in each", async () => {
    const both = await newcomer("both@seven.example");
    await makeTenant("seven-a", both);
    await makeTenant("seven-b", both);
    const [a, b] = [await both.in("seven-a"), await both.in("seven-b")];
    expect(a.actor.person).not.toBe(b.actor.person);
    expect((await listMyTenants(await both.account())).tenants.map(({ slug }) => slug)).toEqual(["seven-a", "seven-b"]);
    await renameAccount(await both.account(), { name: "New Name" });
    for (const ctx of [await both.in("seven-a"), await both.in("seven-b")]) {
      expect(await findPersonByAccount(ctx.db, ctx.actor.account)).toMatchObject({ name: "New Name" });
    }
  });

  it("refuse everybody while suspended", async () => {
    const owner = await newcomer("owner@eight.example");
    await makeTenant("eight", owner);
    await authDb(site.runtime.env).update(organization).set({ suspendedAt: new Date() });
    expect(await refusal(owner.in("eight"))).toBe("forbidden");
    const stranger = await newcomer("stranger@eight.example");
    expect(await refusal(stranger.in("eight"))).toBe("not_found");
    await authDb(site.runtime.env).update(organization).set({ suspendedAt: null });
    expect(await refusal(owner.in("eight"))).toBe("done");
  });
});

describe("invitations by e-mail", () => {
  it("let the invited address in, once, with the role", async () => {
    const owner = await newcomer("owner@nine.example");
    await makeTenant("nine", owner);
    await inviteByMail(await owner.in("nine"), { tenant: "nine", email: "guest@nine.example", role: "guest" });
    await site.settle();
    const { link, subject } = await lastMail("guest@nine.example", "invitation");
    expect(subject).toContain("Company nine");
    const token = link.pathname.replace("/invite/", "");

    const other = await newcomer("other@nine.example");
    expect(await refusal(acceptInvitation(await other.account(), { token }))).toBe("forbidden");
    const guest = await newcomer("guest@nine.example");
    expect(await acceptInvitation(await guest.account(), { token })).toEqual({ tenant: { slug: "nine" } });
    expect((await guest.in("nine")).actor.role).toBe("guest");
    expect(await refusal(acceptInvitation(await guest.account(), { token }))).toBe("gone");
    expect((await listInvitations(await owner.in("nine"))).mails).toEqual([]);
  });

  it("are for administrators to send, and owners for owners", async () => {
    const owner = await newcomer("owner@ten.example");
    await makeTenant("ten", owner);
    const admin = await joinByMail("ten", owner, "admin@ten.example", "admin");
    const member = await joinByMail("ten", owner, "member@ten.example");
    const invite = async (by: Browser, role: "owner" | "member") =>
      refusal(inviteByMail(await by.in("ten"), { tenant: "ten", email: "new@ten.example", role }));
    expect(await invite(member, "member")).toBe("forbidden");
    expect(await invite(admin, "owner")).toBe("forbidden");
    expect(await invite(admin, "member")).toBe("done");
    expect(await refusal(listMembers(await member.in("ten")))).toBe("forbidden");
    const conflict = inviteByMail(await admin.in("ten"), {
      tenant: "ten",
      email: "member@ten.example",
      role: "member",
    });
    expect(await refusal(conflict)).toBe("conflict");
  });
});

describe("invitations by link", () => {
  it("let in as many as they say, however many come at once", async () => {
    const owner = await newcomer("owner@eleven.example");
    await makeTenant("eleven", owner);
    const { url, link } = await createInviteLink(await owner.in("eleven"), {
      tenant: "eleven",
      role: "member",
      days: 1,
      maxUses: 2,
    });
    const token = new URL(url).pathname.replace("/invite/", "");
    const crowd = await Promise.all(Array.from({ length: 6 }, (_, n) => newcomer(`crowd${n}@eleven.example`)));
    const results = await Promise.all(
      crowd.map(async (one) => refusal(acceptInvitation(await one.account(), { token }))),
    );
    expect(results.filter((result) => result === "done")).toHaveLength(2);
    expect(results.filter((result) => result === "gone")).toHaveLength(4);
    const { members } = await listMembers(await owner.in("eleven"));
    expect(members).toHaveLength(3);
    expect(link).toMatchObject({ uses: 0, maxUses: 2, role: "member" });
  }, 60_000);

  it("are used up once by somebody who clicks twice", async () => {
    const owner = await newcomer("owner@twelve.example");
    await makeTenant("twelve", owner);
    const { url } = await createInviteLink(await owner.in("twelve"), {
      tenant: "twelve",
      role: "agent",
      days: 1,
      maxUses: 5,
    });
    const token = new URL(url).pathname.replace("/invite/", "");
    const keen = await newcomer("keen@twelve.example");
    const results = await Promise.all(
      Array.from({ length: 5 }, async () => refusal(acceptInvitation(await keen.account(), { token }))),
    );
    expect(new Set(results)).toEqual(new Set(["done"]));
    expect((await listInvitations(await owner.in("twelve"))).links[0]?.uses).toBe(1);
    expect((await keen.in("twelve")).actor.role).toBe("agent");
  });

  it("end when withdrawn, and are nothing to other tenants", async () => {
    const owner = await newcomer("owner@thirteen.example");
    await makeTenant("thirteen", owner);
    const stranger = await newcomer("owner@fourteen.example");
    await makeTenant("fourteen", stranger);
    const { url, link } = await createInviteLink(await owner.in("thirteen"), {
      tenant: "thirteen",
      role: "member",
      days: 1,
      maxUses: 5,
    });
    const token = new URL(url).pathname.replace("/invite/", "");
    const theirs = revokeInviteLink(await stranger.in("fourteen"), { tenant: "fourteen", link: link.id });
    expect(await refusal(theirs)).toBe("not_found");
    await revokeInviteLink(await owner.in("thirteen"), { tenant: "thirteen", link: link.id });
    expect(await refusal(acceptInvitation(await stranger.account(), { token }))).toBe("gone");
    const ownerLink = createInviteLink(await owner.in("thirteen"), {
      tenant: "thirteen",
      role: "owner",
      days: 1,
      maxUses: 1,
    });
    expect(await refusal(ownerLink)).toBe("forbidden");
  });
});

describe("roles and removal", () => {
  it("changes a role at once, within what the actor may give", async () => {
    const owner = await newcomer("owner@fifteen.example");
    await makeTenant("fifteen", owner);
    const admin = await joinByMail("fifteen", owner, "admin@fifteen.example", "admin");
    const member = await joinByMail("fifteen", owner, "member@fifteen.example");
    const [memberId, ownerId] = [(await member.in("fifteen")).actor.person, (await owner.in("fifteen")).actor.person];
    const change = async (by: Browser, person: typeof memberId, role: "owner" | "agent" | "member") =>
      refusal(changeRole(await by.in("fifteen"), { tenant: "fifteen", person, role }));
    expect(await change(member, memberId, "agent")).toBe("forbidden");
    site.told = [];
    expect(await change(admin, memberId, "agent")).toBe("done");
    expect(site.told).toMatchObject([
      { method: "tenantRoleChanged", args: [expect.any(String), memberId, "agent", expect.any(Number)] },
    ]);
    expect((await member.in("fifteen")).actor.role).toBe("agent");
    expect(await change(admin, memberId, "owner")).toBe("forbidden");
    expect(await change(admin, ownerId, "member")).toBe("forbidden");
    expect(await change(owner, ownerId, "member")).toBe("conflict");
    expect(await change(owner, memberId, "owner")).toBe("done");
    expect(await change(owner, ownerId, "member")).toBe("done");
  }, 30_000);

  it("keeps an owner when two of them let go of each other at the same moment", async () => {
    const ada = await newcomer("ada@twenty.example");
    await makeTenant("twenty", ada);
    const ben = await joinByMail("twenty", ada, "ben@twenty.example", "owner");
    const [one, two] = [await ada.in("twenty"), await ben.in("twenty")];
    const outcomes = await Promise.all([
      refusal(changeRole(one, { tenant: "twenty", person: two.actor.person, role: "member" })),
      refusal(changeRole(two, { tenant: "twenty", person: one.actor.person, role: "member" })),
    ]);
    const roles = [(await ada.in("twenty")).actor.role, (await ben.in("twenty")).actor.role];
    expect(roles.toSorted()).toEqual(["member", "owner"]);
    // Whoever came second was no owner any more, or was told that somebody must be.
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(outcomes.find((outcome) => outcome !== "done")).toMatch(/conflict|forbidden/);
  });

  it("removes a person everywhere before it answers, and can be repeated", async () => {
    const owner = await newcomer("owner@sixteen.example");
    await makeTenant("sixteen", owner);
    const member = await joinByMail("sixteen", owner, "member@sixteen.example");
    const { tenantId, actor } = await member.in("sixteen");
    const by = (await owner.in("sixteen")).actor.person;
    site.told = [];
    await removePerson(await owner.in("sixteen"), { tenant: "sixteen", person: actor.person });
    const expected = {
      name: `t:${tenantId}:user:${actor.person}`,
      method: "expel",
      args: [tenantId, actor.person, by],
    };
    expect(site.told).toEqual([expected]);
    expect(await refusal(member.in("sixteen"))).toBe("not_found");
    const row = await findPersonByAccount(tenantDb(site.runtime.env, tenantId), actor.account);
    expect(row?.deactivatedAt).not.toBeNull();
    await removePerson(await owner.in("sixteen"), { tenant: "sixteen", person: actor.person });
    expect(site.told).toEqual([expected, expected]);
    expect((await listMembers(await owner.in("sixteen"))).members).toHaveLength(1);
    expect(await refusal(removePerson(await owner.in("sixteen"), { tenant: "sixteen", person: by }))).toBe("conflict");
  });

  it("sees no person of another tenant", async () => {
    const [owner, stranger] = [await newcomer("owner@seventeen.example"), await newcomer("owner@eighteen.example")];
    await makeTenant("seventeen", owner);
    await makeTenant("eighteen", stranger);
    const { person } = (await stranger.in("eighteen")).actor;
    expect(await refusal(removePerson(await owner.in("seventeen"), { tenant: "seventeen", person }))).toBe("not_found");
    expect(await refusal(changeRole(await owner.in("seventeen"), { tenant: "seventeen", person, role: "guest" }))).toBe(
      "not_found",
    );
  });

  it("lets a member leave and come back as the same person, but not the only owner", async () => {
    const owner = await newcomer("owner@nineteen.example");
    await makeTenant("nineteen", owner);
    expect(await refusal(leaveTenant(await owner.in("nineteen")))).toBe("conflict");
    const member = await joinByMail("nineteen", owner, "member@nineteen.example");
    const { person } = (await member.in("nineteen")).actor;
    await leaveTenant(await member.in("nineteen"));
    expect(await refusal(member.in("nineteen"))).toBe("not_found");
    const { url } = await createInviteLink(await owner.in("nineteen"), {
      tenant: "nineteen",
      role: "guest",
      days: 1,
      maxUses: 1,
    });
    await acceptInvitation(await member.account(), { token: new URL(url).pathname.replace("/invite/", "") });
    expect((await member.in("nineteen")).actor).toMatchObject({ person, role: "guest" });
  });
});
