/** Verifying the log from the dashboard: portion by portion, for those who read it. */
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { joinByMail, makeTenant, newcomer, refusal, withSite } from "@/lib/access/testing/site";
import { parseInput } from "@/lib/http/parse-input";
import { verifyLog } from "./client/verify-log";
import { AUDIT_BOUNDS } from "./protocol";
import { verifyAudit, verifyAuditInput } from "./server/verify-audit";

const database = withSite();
const PORTION = AUDIT_BOUNDS.verifiedAtOnce;

async function tenant(slug: string, entries: number): Promise<SessionCtx> {
  const owner = await newcomer(`owner@${slug}.example`);
  await makeTenant(slug, owner);
  const ctx = await owner.in(slug);
  // The first one is of the tenant itself.
  await ctx.db.run((q) => [
    q.execute(sql`
      select platform.append_audit(gen_random_uuid(), 'system', 'system', null, 'word.added', 't' || n, '{}'::jsonb, 'r')
      from generate_series(2, ${entries}::int) n`),
  ]);
  return ctx;
}

const ask = (ctx: SessionCtx, query: string) =>
  verifyAudit(ctx, parseInput(verifyAuditInput, { tenant: "t", ...Object.fromEntries(new URLSearchParams(query)) }));

/** As the page does it. */
async function whole(ctx: SessionCtx) {
  const told: number[] = [];
  const verdict = await verifyLog(
    async (query) => ({ ok: true, data: await ask(ctx, query) }),
    (checked) => told.push(checked),
    new AbortController().signal,
  );
  return { verdict, told };
}

/** What somebody with the superuser's rights could do, triggers off. */
async function tamper(ctx: SessionCtx, set: string, seq: number): Promise<void> {
  await database.admin("set session_replication_role = replica");
  await database.admin(`update audit_entries set ${set} where tenant_id = $1 and seq = $2`, [ctx.tenantId, seq]);
  await database.admin("set session_replication_role = default");
}

describe("a log of several portions", () => {
  it("is gone over to its end, and its end is told", async () => {
    const ctx = await tenant("verify-a", PORTION * 2 + 7);
    const { verdict, told } = await whole(ctx);
    expect(told).toEqual([PORTION, PORTION * 2]);
    expect(verdict).toEqual({
      ...{ status: "whole", entries: PORTION * 2 + 7, at: expect.any(Number) as number },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it("is found broken in whichever portion it was changed, and no further is read", async () => {
    const ctx = await tenant("verify-b", PORTION + 3);
    await tamper(ctx, "target = 'x'", PORTION + 2);
    expect((await whole(ctx)).verdict).toMatchObject({ status: "broken", seq: PORTION + 2, fault: "changed" });
    await tamper(ctx, "seq = 900000", 5);
    const { verdict, told } = await whole(ctx);
    expect(verdict).toMatchObject({ status: "broken", seq: 5, fault: "missing" });
    expect(told).toEqual([]);
  });

  it("is also broken where a portion does not follow the one before it, and where its end is another", async () => {
    const ctx = await tenant("verify-c", 4);
    const foreign = { after: "2", hash: "f".repeat(64) };
    expect(await ask(ctx, String(new URLSearchParams(foreign)))).toMatchObject({
      ...{ status: "broken", seq: 3, fault: "unlinked" },
    });
    await tamper(ctx, "seq = 900001", 4);
    await database.admin("set session_replication_role = replica");
    await database.admin("delete from audit_entries where tenant_id = $1 and seq > 3", [ctx.tenantId]);
    await database.admin("set session_replication_role = default");
    expect((await whole(ctx)).verdict).toMatchObject({ status: "broken", seq: 4, fault: "cut" });
  });
});

describe("who asks", () => {
  it("is an administrator, who is told what makes no sense", async () => {
    const owner = await newcomer("owner@verify-d.example");
    await makeTenant("verify-d", owner);
    const boss = await owner.in("verify-d");
    const member = await (await joinByMail("verify-d", owner, "member@verify-d.example")).in("verify-d");
    expect(await refusal(ask(member, ""))).toBe("forbidden");
    for (const query of ["after=1", `hash=${"a".repeat(64)}`, `after=0&hash=${"a".repeat(64)}`, "after=x&hash=y"])
      expect(await refusal(Promise.resolve().then(() => ask(boss, query))), query).toBe("invalid_request");
    expect(await ask(boss, "")).toMatchObject({ status: "whole" });
  });

  it("sees the own tenant's log only", async () => {
    const [mine, theirs] = [await tenant("verify-e", 6), await tenant("verify-f", 3)];
    await tamper(theirs, "target = 'x'", 2);
    expect((await whole(mine)).verdict).toMatchObject({ status: "whole", entries: 6 });
    expect((await whole(theirs)).verdict).toMatchObject({ status: "broken", seq: 2 });
  });

  it("is stopped after very many portions in a short time", async () => {
    const ctx = await tenant("verify-g", 2);
    expect(await ask(ctx, "")).toMatchObject({ status: "whole" });
    await database.admin("update auth.rate_limit set count = 600 where key = $1", [`audit-verify|${ctx.tenantId}`]);
    expect(await refusal(ask(ctx, ""))).toBe("rate_limited");
  });
});
