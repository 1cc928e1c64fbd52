/** The acts that are written down, and that they are what the log says. */
import { describe, expect, it } from "vitest";
import { readAuditChain } from "@/db/queries/audit";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { joinByMail, makeTenant, newcomer, refusal, withSite } from "@/lib/access/testing/site";
import { createGroup } from "@/lib/groups/server/create-group";
import { deleteGroup } from "@/lib/groups/server/delete-group";
import { addWord } from "@/lib/moderation/server/add-word";
import { removeWord } from "@/lib/moderation/server/remove-word";
import { setWordAction } from "@/lib/moderation/server/set-word-action";
import { changePolicy } from "@/lib/notify/server/change-policy";
import { cancelInvitation } from "@/lib/tenants/server/cancel-invitation";
import { changeRole } from "@/lib/tenants/server/change-role";
import { createInviteLink } from "@/lib/tenants/server/create-invite-link";
import { inviteByMail } from "@/lib/tenants/server/invite-by-mail";
import { removePerson } from "@/lib/tenants/server/remove-person";
import { renameTenant } from "@/lib/tenants/server/rename-tenant";
import { revokeInviteLink } from "@/lib/tenants/server/revoke-invite-link";
import { setLinkPreviews } from "@/lib/tenants/server/set-link-previews";
import { ChainVerifier } from "./server/verify-chain";

withSite();

const ALL = { action: null, actor: null, target: null, fromMs: null, untilMs: null };

async function logOf(ctx: SessionCtx) {
  const { rows, head } = await readAuditChain(ctx.db, ALL, { after: 0, limit: 1_000 });
  const verifier = new ChainVerifier(ctx.tenantId);
  await verifier.take(rows);
  expect(verifier.end(head)).toMatchObject({ status: "whole", entries: rows.length });
  return rows;
}

describe("the log of a tenant", () => {
  it("has every administrative act, with who did it and what it was about", async () => {
    const owner = await newcomer("owner@audit.example", "Olga");
    await makeTenant("audit", owner);
    const member = await joinByMail("audit", owner, "member@audit.example");
    const ctx = await owner.in("audit");
    const person = (await member.in("audit")).actor.person;
    const tenant = "audit";

    await changeRole(ctx, { tenant, person, role: "agent" });
    const { invitation } = await inviteByMail(ctx, { tenant, email: "new@audit.example", role: "guest" });
    await cancelInvitation(ctx, { tenant, invitation: invitation.id });
    const { link } = await createInviteLink(ctx, { tenant, role: "member", days: 2, maxUses: 3 });
    await revokeInviteLink(ctx, { tenant, link: link.id });
    await renameTenant(ctx, { tenant, name: "Renamed" });
    await setLinkPreviews(ctx, { tenant, on: false });
    await changePolicy(ctx, { tenant, hideText: true });
    const { word } = await addWord(ctx, { tenant, text: "spam", action: "report" });
    await setWordAction(ctx, { tenant, word: word.id, action: "refuse" });
    await removeWord(ctx, { tenant, word: word.id });
    const { group } = await createGroup(ctx, { tenant, handle: "ops", name: "Operations", people: [person] });
    await deleteGroup(ctx, { tenant, group: group.id });
    await removePerson(ctx, { tenant, person });

    const rows = await logOf(ctx);
    expect(rows.map(({ action, target, data }) => [action, target, data])).toEqual([
      ["tenant.created", ctx.tenantId, { name: "Company audit", slug: "audit" }],
      ["invitation.created", expect.any(String), { role: "member" }],
      ["member.role_changed", person, { from: "member", to: "agent" }],
      ["invitation.created", invitation.id, { role: "guest" }],
      ["invitation.cancelled", invitation.id, { role: "guest" }],
      ["invite_link.created", link.id, { role: "member", days: 2, maxUses: 3 }],
      ["invite_link.revoked", link.id, { role: "member" }],
      ["tenant.renamed", ctx.tenantId, { from: "Company audit", to: "Renamed" }],
      ["tenant.settings_changed", ctx.tenantId, { linkPreviews: false }],
      ["notify_policy.changed", ctx.tenantId, { hideText: true }],
      ["word.added", word.id, { text: "spam", action: "report" }],
      ["word.changed", word.id, { text: "spam", action: "refuse" }],
      ["word.removed", word.id, { text: "spam" }],
      ["group.created", group.id, { handle: "ops", name: "Operations", people: [person] }],
      ["group.deleted", group.id, { handle: "ops" }],
      ["member.removed", person, { role: "agent" }],
    ]);
    for (const { actorKind, actor, actorName } of rows) {
      expect([actorKind, actor, actorName]).toEqual(["person", ctx.actor.person, "Olga"]);
    }
    // Addresses and tokens are nobody's business here.
    expect(JSON.stringify(rows)).not.toContain("@audit.example");
  });

  it("has nothing of what was refused or changed nothing", async () => {
    const owner = await newcomer("owner@audit-b.example");
    await makeTenant("audit-b", owner);
    const ctx = await owner.in("audit-b");
    const missing = "01890000-0000-7000-8000-000000000000";
    const tenant = "audit-b";
    await addWord(ctx, { tenant, text: "spam", action: "report" });
    expect(await refusal(addWord(ctx, { tenant, text: "spam", action: "report" }))).toBe("conflict");
    expect(await refusal(removeWord(ctx, { tenant, word: missing }))).toBe("not_found");
    expect(await refusal(setWordAction(ctx, { tenant, word: missing, action: "refuse" }))).toBe("not_found");
    expect(await refusal(deleteGroup(ctx, { tenant, group: missing as never }))).toBe("not_found");
    expect(await refusal(revokeInviteLink(ctx, { tenant, link: missing }))).toBe("not_found");
    expect((await logOf(ctx)).map(({ action }) => action)).toEqual(["tenant.created", "word.added"]);
  });
});
