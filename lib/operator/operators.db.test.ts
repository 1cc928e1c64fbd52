import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readLog } from "@/db/audit/read-log";
import { ChainVerifier } from "@/lib/audit/server/verify-chain";
import { readAuditChain } from "@/db/queries/audit";
import { findOperator, findOperatorByToken } from "@/db/queries/operators";
import {
  addOperator,
  listOperators,
  makeOperatorToken,
  removeOperator,
  revokeOperatorToken,
} from "@/db/operator-admin";
import { lastMail, makeTenant, newcomer, refusal, site, withSite } from "@/lib/access/testing/site";
import { INSTALLATION } from "@/lib/audit/core/installation";
import type { AuditRow } from "@/lib/audit/protocol";
import { exportLogInput } from "@/lib/audit/server/export-audit";
import { parseInput } from "@/lib/http/parse-input";
import { newId, type TenantId } from "@/lib/platform/ids";
import { acceptInvitation } from "@/lib/tenants/server/accept-invitation";
import { changeTenant, changeTenantInput } from "./server/change-tenant";
import { deleteTenant, reactivate, suspend } from "./server/change-state";
import { createTenantFor, createTenantInput } from "./server/create-tenant";
import { getTenant, getTenantInput } from "./server/get-tenant";
import { listTenants } from "./server/list-tenants";
import { exportOperatorLog, verifyOperatorLog } from "./server/operator-log";
import { operatorCtxOf, requireOperator, type OperatorCtx } from "./server/operator-ctx";

const database = withSite();
const ALL = { action: null, actor: null, target: null, fromMs: null, untilMs: null };
let owner: pg.Client;
let ctx: OperatorCtx;
let count = 0;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());

beforeEach(async () => {
  const email = `op${++count}@operators.example`;
  const browser = await newcomer(email, "Olga");
  await addOperator(owner, email);
  const { account } = await browser.account();
  const operator = await requireOperator(site.runtime.env, account);
  ctx = operatorCtxOf(site.runtime.bindings, { requestId: newId(), operator, now: Date.now });
  site.told = [];
});

const verify = (slug: string | null) => readLog(owner, slug, (tenantId) => new ChainVerifier(tenantId));
const hash = (token: string) => createHash("sha256").update(token).digest("hex");
const create = (fields: object) => createTenantFor(ctx, parseInput(createTenantInput, { ...fields }));
const logOf = async (id: TenantId) => (await readAuditChain(ctx.tenant(id), ALL, { after: 0, limit: 500 })).rows;

describe("operators", () => {
  it("are made and ended by the owner of the database, for confirmed accounts alone", async () => {
    expect(await addOperator(owner, "nobody@operators.example")).toBeNull();
    const browser = await newcomer("new@operators.example");
    const { account } = await browser.account();
    expect(await refusal(requireOperator(site.runtime.env, account))).toBe("not_found");
    expect(await addOperator(owner, "NEW@operators.example")).toBe("added");
    expect(await addOperator(owner, "new@operators.example")).toBe("already");
    expect(await findOperator(ctx.auth, account)).toMatchObject({ account });
    const made = await makeOperatorToken(owner, {
      email: "new@operators.example",
      name: "ci",
      expiresAt: new Date(Date.now() + 60_000),
    });
    expect(made?.token).toMatch(/^po_live_/);
    const by = async (at: number) => findOperatorByToken(ctx.auth, hash(made?.token ?? ""), new Date(at));
    expect(await by(Date.now())).toMatchObject({ account, tokenId: made?.id });
    expect(await by(Date.now() + 61_000)).toBeNull();
    expect((await listOperators(owner)).find(({ email }) => email.startsWith("new@"))?.tokens).toMatchObject([
      { name: "ci" },
    ]);
    expect(await revokeOperatorToken(owner, made?.id ?? "")).toBe(true);
    expect(await revokeOperatorToken(owner, made?.id ?? "")).toBe(false);
    expect(await by(Date.now())).toBeNull();
    expect(await removeOperator(owner, "new@operators.example")).toBe(true);
    expect(await findOperator(ctx.auth, account)).toBeNull();
    // The token itself is nowhere.
    const dump = await database.admin("select to_jsonb(t) as row from platform.operator_tokens t");
    expect(JSON.stringify(dump)).not.toContain(made?.token ?? "po_live_");
  });

  it("cannot be made by the Workers' role", async () => {
    for (const text of [
      'insert into platform.operators (account_id) select id from auth."user" limit 1',
      "delete from platform.operators",
      "update platform.operator_tokens set expires_at = now() + interval '1 year'",
      `insert into platform.operator_tokens (id, account_id, name, secret_hash, expires_at)
       select gen_random_uuid(), account_id, 'x', 'x', now() from platform.operators`,
    ]) {
      await expect(database.app(text), text).rejects.toMatchObject({ code: "42501" });
    }
  });
});

describe("a tenant made by an operator", () => {
  it("waits for its owner, who is invited by mail, with the tier that was chosen", async () => {
    const made = await create({ name: "Nine Ltd", slug: "nine-ltd", ownerEmail: "boss@nine.example", tier: "pro" });
    expect(made).toMatchObject({ slug: "nine-ltd", state: "active", tier: "pro", members: 0 });
    expect(site.told).toMatchObject([{ method: "putPolicy", args: [made.id, { tier: "pro", status: "active" }] }]);
    const { link } = await lastMail("boss@nine.example", "invitation");
    const boss = await newcomer("boss@nine.example", "Boss");
    const token = link.pathname.replace("/invite/", "");
    expect(await acceptInvitation(await boss.account(), { token })).toEqual({ tenant: { slug: "nine-ltd" } });
    expect((await boss.in("nine-ltd")).actor.role).toBe("owner");
    expect(await refusal(create({ name: "Again", slug: "nine-ltd", ownerEmail: "x@nine.example" }))).toBe("conflict");
    expect((await logOf(made.id)).map(({ action, actorKind, actorName }) => [action, actorKind, actorName])).toEqual([
      ["tenant.created", "operator", "Olga"],
    ]);
  });

  it.each([
    [{ name: "", slug: "okay", ownerEmail: "a@b.example" }, "name"],
    [{ name: "N", slug: "admin", ownerEmail: "a@b.example" }, "slug"],
    [{ name: "N", slug: "okay", ownerEmail: "nobody" }, "ownerEmail"],
    [{ name: "N", slug: "okay", ownerEmail: "a@b.example", tier: "gold" }, "tier"],
    [{ name: "N", slug: "okay", ownerEmail: "a@b.example", quotas: { tokensPerMonth: -1 } }, "quotas.tokensPerMonth"],
    [{ name: "N", slug: "okay", ownerEmail: "a@b.example", suspended: true }, "suspended"],
  ])("is refused for %j", (fields, param) => {
    expect(() => parseInput(createTenantInput, { ...fields })).toThrow(expect.objectContaining({ details: { param } }));
  });
});

describe("an operator", () => {
  it("changes name, tier and quotas; each counts and is in both logs", async () => {
    const { id } = await create({ name: "Ten", slug: "ten-a", ownerEmail: "boss@ten.example" });
    site.told = [];
    const fields = { id, name: "Ten B", tier: "enterprise", quotas: { tokensPerMonth: 5, costPerMonth: null } };
    const changed = await changeTenant(ctx, parseInput(changeTenantInput, fields));
    expect(changed).toMatchObject({
      name: "Ten B",
      tier: "enterprise",
      config: { quotas: { tokensPerMonth: 5, costPerMonth: null, concurrentStreams: 1_000 } },
    });
    expect(site.told).toMatchObject([{ method: "putPolicy", args: [id, { quotas: { tokensPerMonth: 5 } }] }]);
    const acts = (await logOf(id)).map(({ action }) => action);
    expect(acts).toEqual(["tenant.created", "tenant.renamed", "tenant.config_changed"]);
    const all = await logOf(INSTALLATION);
    expect(all.filter(({ target }) => target === id).map(({ action }) => action)).toEqual(acts);
    expect(await verify(null)).toMatchObject({ status: "whole" });
    expect(await verify("ten-a")).toMatchObject({ status: "whole", entries: 3 });
    expect(await verify("nowhere")).toBeNull();
  });

  it("suspends, brings back and deletes, each in both logs; people of the tenant are out at once and back at once", async () => {
    const boss = await newcomer("boss@eleven.example");
    await makeTenant("eleven-op", boss);
    const id = (await boss.in("eleven-op")).tenantId;
    expect(await suspend(ctx, { id })).toMatchObject({ state: "suspended" });
    expect(await refusal(boss.in("eleven-op"))).toBe("forbidden");
    expect(await reactivate(ctx, { id })).toMatchObject({ state: "active", suspendedAt: null });
    expect(await refusal(boss.in("eleven-op"))).toBe("done");
    const deleted = await deleteTenant(ctx, { id });
    expect(deleted.state).toBe("deleted");
    expect(deleted.deletionDueAt).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    expect(await refusal(boss.in("eleven-op"))).toBe("forbidden");
    expect(await reactivate(ctx, { id })).toMatchObject({ state: "active", deletionDueAt: null });
    const acts = ["tenant.suspended", "tenant.reactivated", "tenant.deletion_scheduled", "tenant.reactivated"];
    const inLog = (await logOf(INSTALLATION)).filter(({ target }) => target === id);
    expect(inLog.map(({ action }) => action)).toEqual(acts);
    expect((await logOf(id)).map(({ action }) => action).slice(-acts.length)).toEqual(acts);
  });

  it("verifies the installation's log and saves it, which is an entry itself", async () => {
    await create({ name: "Logged", slug: "logged-op", ownerEmail: "boss@logged.example" });
    const before = await verifyOperatorLog(ctx, {});
    expect(before).toMatchObject({ status: "whole", hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    const file = await exportOperatorLog(ctx, parseInput(exportLogInput, { format: "json" }));
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="installation-audit.json"');
    const saved = (await file.json()) as { complete: boolean; tenantId: string; entries: AuditRow[] };
    expect(saved).toMatchObject({ complete: true, tenantId: INSTALLATION });
    expect(saved.entries).toEqual(await logOf(INSTALLATION));
    expect(saved.entries.at(-1)).toMatchObject({ action: "audit.exported", actorName: "Olga" });
    const entries = before.status === "whole" ? before.entries : 0;
    expect(await verifyOperatorLog(ctx, {})).toMatchObject({ status: "whole", entries: entries + 1 });
    await database.admin("set session_replication_role = replica");
    await database.admin("update audit_entries set target = 'x' where tenant_id = $1 and seq = 1", [INSTALLATION]);
    expect(await verifyOperatorLog(ctx, {})).toMatchObject({ status: "broken", seq: 1, fault: "changed" });
    await database.admin("update audit_entries set target = $2 where tenant_id = $1 and seq = 1", [
      INSTALLATION,
      saved.entries[0]?.target,
    ]);
    await database.admin("set session_replication_role = default");
    expect(await verify(null)).toMatchObject({ status: "whole" });
  });

  it("finds nothing where nothing is", async () => {
    const missing = parseInput(getTenantInput, { id: newId() });
    for (const verb of [getTenant, suspend, reactivate, deleteTenant]) {
      expect(await refusal(verb(ctx, missing))).toBe("not_found");
    }
    expect(await refusal(changeTenant(ctx, { ...missing, name: "X" }))).toBe("not_found");
    expect(() => parseInput(getTenantInput, { id: "1 or 1=1" })).toThrow("lower-case UUID");
  });

  it("pages through all tenants by name, and searches by name, address and id", async () => {
    const made: string[] = [];
    for (let n = 10; n < 33; n++) {
      const { id } = await create({ name: `Paged ${n}`, slug: `paged-${n}`, ownerEmail: `p${n}@paged.example` });
      made.push(id);
    }
    const first = await listTenants(ctx, { q: "pAgEd" });
    expect([first.total, first.pages, first.tenants.length]).toEqual([23, 2, 20]);
    const second = await listTenants(ctx, { q: "paged", page: "99" });
    expect([second.page, second.tenants.length]).toEqual([2, 3]);
    expect([...first.tenants, ...second.tenants].map(({ id }) => id)).toEqual(made);
    expect((await listTenants(ctx, { q: made[7] })).tenants.map(({ slug }) => slug)).toEqual(["paged-17"]);
    expect((await listTenants(ctx, { q: "%" })).total).toBe(0);
    expect((await listTenants(ctx, { page: "nonsense" })).page).toBe(1);
  });
});
