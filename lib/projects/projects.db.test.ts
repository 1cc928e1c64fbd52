import { SignJWT } from "jose";
import { describe, expect, it, vi } from "vitest";
import { findProject, listUntoldProjects } from "@/db/queries/projects";
import { projectConversation } from "@/db/queries/conversations";
import { listAudit } from "@/db/queries/audit";
import { markActive, markSuspended } from "@/db/queries/tenant-state";
import { conversationRow } from "@/db/testing/conversation-rows";
import { postgresLoaders } from "@/durable-objects/meter/loaders";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { joinByMail, makeTenant, newcomer, refusal, site, withSite } from "@/lib/access/testing/site";
import { parseInput } from "@/lib/http/parse-input";
import { newId, type ConversationId, type KeyId, type ProjectId } from "@/lib/platform/ids";
import { proves, refuseKey } from "@/lib/quotas/core/proof";
import type { KeyRecord, MeterRpc, TenantPolicy } from "@/lib/quotas/protocol";
import { makePublicKey } from "./core/public-key";
import { PROJECT_BOUNDS, type ProjectView } from "./protocol";
import { changeProject, changeProjectInput } from "./server/change-project";
import { createProject, createProjectInput } from "./server/create-project";
import { deleteProject } from "./server/delete-project";
import { retireSecret, rotateSecret } from "./server/manage-secrets";
import { projectFacts, projectFactsById } from "./server/project-facts";
import { proveVisitor } from "./server/prove-visitor";
import { projectProof } from "./server/project-proof";
import { getProject, listProjects } from "./server/read-projects";

withSite();
const NOW = 1_900_000_000_000;
const DAY_MS = 86_400_000;

interface Place {
  boss: SessionCtx;
  member: SessionCtx;
  /** What the Meter was told, in order. */
  told: KeyRecord[];
  breakMeter(broken: boolean): void;
  clock: { nowMs: number };
}

async function place(slug: string): Promise<Place> {
  const owner = await newcomer(`owner@${slug}.example`);
  await makeTenant(slug, owner);
  const told: KeyRecord[] = [];
  const clock = { nowMs: NOW };
  let broken = false;
  const at = (ctx: SessionCtx): SessionCtx => {
    const putKey: MeterRpc["putKey"] = async (tenantId, key) => {
      expect(tenantId).toBe(ctx.tenantId);
      if (broken) throw new Error("The Meter is away.");
      told.push(key);
    };
    const objects = { ...ctx.objects, meter: () => ({ putKey }) as unknown as MeterRpc };
    return { ...ctx, objects, now: () => clock.nowMs };
  };
  const boss = at(await owner.in(slug));
  const member = at(await (await joinByMail(slug, owner, `member@${slug}.example`)).in(slug));
  return { boss, member, told, breakMeter: (on) => void (broken = on), clock };
}

const create = async (ctx: SessionCtx, more: object = {}) =>
  (
    await createProject(
      ctx,
      parseInput(createProjectInput, { tenant: ctx.tenantSlug, name: "Shop", origin: "https://shop.example", ...more }),
    )
  ).project;
const change = async (ctx: SessionCtx, { id, version }: Pick<ProjectView, "id" | "version">, wish: object) =>
  (await changeProject(ctx, parseInput(changeProjectInput, { tenant: ctx.tenantSlug, project: id, version, ...wish })))
    .project;
const get = async (ctx: SessionCtx, project: ProjectId) =>
  (await getProject(ctx, { tenant: ctx.tenantSlug, project })).project;
const list = async (ctx: SessionCtx) => (await listProjects(ctx, { tenant: ctx.tenantSlug })).projects;
const rotate = (ctx: SessionCtx, project: ProjectId) => rotateSecret(ctx, { tenant: ctx.tenantSlug, project });
const retire = (ctx: SessionCtx, project: ProjectId, kid: string) =>
  retireSecret(ctx, { tenant: ctx.tenantSlug, project, kid });
const remove = (ctx: SessionCtx, project: ProjectId) => deleteProject(ctx, { tenant: ctx.tenantSlug, project });
const loaded = (ctx: SessionCtx, id: ProjectId) =>
  postgresLoaders(ctx.env as unknown as RealtimeEnv).key(ctx.tenantId, id as string as KeyId);

const POLICY = { status: "active" } as TenantPolicy;
/** The clock of the cache: each look is later than what it keeps. */
let later = NOW;
const facts = (ctx: SessionCtx, key: string) => projectFacts(ctx.env, key, (later += 10_000));

describe("a project", () => {
  it("is made, listed, changed whole or in part, and each act is in the log", async () => {
    const { boss } = await place("projects-life");
    const made = await create(boss, { name: "  Our \t shop " });
    expect(made).toMatchObject({
      name: "Our shop",
      origins: ["https://shop.example"],
      paused: false,
      allowAnonymous: true,
      version: 1,
      secrets: [],
      publicKey: makePublicKey({ tenantId: boss.tenantId, projectId: made.id }),
    });
    const texts = { de: { greeting: "Moin.", suggestions: ["Preise"] } };
    const changed = await change(boss, made, {
      texts,
      minConfidence: 0.4,
      guard: { ...made.guard, linkHosts: [" Docs.Example "] },
    });
    expect(changed).toMatchObject({
      texts,
      minConfidence: 0.4,
      version: 2,
      name: "Our shop",
      origins: made.origins,
      theme: made.theme,
      guard: { linkHosts: ["docs.example"] },
    });
    expect(await get(boss, made.id)).toEqual(changed);
    expect(await list(boss)).toEqual([changed]);
    const log = await listAudit(
      boss.db,
      { action: null, actor: null, target: made.id, fromMs: null, untilMs: null },
      { before: null, limit: 10 },
    );
    expect(JSON.stringify(log)).toContain("project.changed");
    expect(JSON.stringify(log)).toContain('"changed":["texts","guard","minConfidence"]');
  });

  it("is not overwritten by somebody who saw an older one, also when two save at once", async () => {
    const { boss } = await place("projects-conflict");
    const made = await create(boss);
    const both = await Promise.allSettled([change(boss, made, { name: "One" }), change(boss, made, { name: "Two" })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await refusal(change(boss, made, { name: "Three" }))).toBe("conflict");
    expect((await get(boss, made.id)).version).toBe(2);
  });

  it("is for owners and admins alone, and another tenant's is as one that is nowhere", async () => {
    const { boss, member } = await place("projects-rights");
    const { boss: stranger } = await place("projects-stranger");
    const made = await create(boss);
    const { kid } = await rotate(boss, made.id);
    const acts = (ctx: SessionCtx, id: ProjectId) => [
      () => get(ctx, id),
      () => change(ctx, { id, version: 1 }, { name: "Mine" }),
      () => rotate(ctx, id),
      () => retire(ctx, id, kid),
      () => remove(ctx, id),
    ];
    for (const act of [...acts(member, made.id), () => create(member), () => list(member)]) {
      expect(await refusal(act())).toBe("forbidden");
    }
    const foreign = await Promise.all(acts(stranger, made.id).map((act) => refusal(act())));
    const missing = await Promise.all(acts(stranger, newId<ProjectId>()).map((act) => refusal(act())));
    expect(foreign).toEqual(Array.from(foreign, () => "not_found"));
    expect(foreign).toEqual(missing);
    expect(await list(stranger)).toEqual([]);
    expect(await get(boss, made.id)).toMatchObject({ name: "Shop", secrets: [{ kid }] });
  });

  it("is one of a bounded number, also when many are made at once", async () => {
    const { boss } = await place("projects-many");
    const max = PROJECT_BOUNDS.projectsMax;
    const made = await Promise.allSettled(Array.from({ length: max + 5 }, () => create(boss)));
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(max);
    expect(await refusal(create(boss))).toBe("quota_exceeded");
  });

  it("refuses what is out of bounds, and names the field", async () => {
    const { boss } = await place("projects-bounds");
    const made = await create(boss);
    const wrong: [string, object][] = [
      ["name", { name: " " }],
      ["origins.0", { origins: ["http://shop.example"] }],
      ["origins.0", { origins: ["https://shop.example/path"] }],
      ["theme.accent", { theme: { ...made.theme, accent: "red;}" } }],
      ["theme.logoUrl", { theme: { ...made.theme, logoUrl: "data:image/svg+xml;base64,AAAA" } }],
      ["theme.offsetX", { theme: { ...made.theme, offsetX: 1_000 } }],
      ["texts.en.suggestions", { texts: { en: { suggestions: Array.from({ length: 7 }, String) } } }],
      ["texts.xx", { texts: { xx: {} } }],
      ["instructions", { instructions: "x".repeat(8_001) }],
      ["minConfidence", { minConfidence: 1.1 }],
      ["guard.linkHosts.0", { guard: { ...made.guard, linkHosts: ["https://x.example"] } }],
      ["model", { model: "a b" }],
    ];
    for (const [param, wish] of wrong) {
      const refused = await change(boss, made, wish).catch((error: unknown) => error);
      expect(refused, param).toMatchObject({ code: "invalid_request", details: { param } });
    }
    expect(await get(boss, made.id)).toEqual(made);
  });
});

describe("what decides about visitors", () => {
  it("is answered for a living project by its key, and for nothing else", async () => {
    const { boss } = await place("projects-facts");
    const made = await create(boss);
    expect(await facts(boss, made.publicKey)).toMatchObject({
      id: made.id,
      tenantId: boss.tenantId,
      tenantActive: true,
      version: 1,
      secrets: [],
    });
    const { boss: stranger } = await place("projects-facts-other");
    const crossed = makePublicKey({ tenantId: stranger.tenantId, projectId: made.id });
    for (const key of [crossed, makePublicKey({ tenantId: boss.tenantId, projectId: newId<ProjectId>() }), "pa_", ""]) {
      expect(await facts(boss, key)).toBeNull();
    }
    expect(await projectFactsById(boss.env, boss.tenantId, "x" as ProjectId)).toBeNull();
    await markSuspended(boss.db, new Date(NOW), SYSTEM);
    expect(await facts(boss, made.publicKey)).toMatchObject({ tenantActive: false });
    await markActive(boss.db, SYSTEM);
    await change(boss, made, { paused: true });
    expect(await facts(boss, made.publicKey)).toMatchObject({ tenantActive: true, paused: true, version: 2 });
  });

  it("is kept for a few seconds, and never when the project was changed here", async () => {
    const { boss } = await place("projects-cache");
    const made = await create(boss);
    const at = (nowMs: number) => projectFacts(boss.env, made.publicKey, nowMs);
    await at(NOW);
    const run = vi.spyOn(globalThis, "fetch");
    try {
      await at(NOW + 3_999);
      expect(run).not.toHaveBeenCalled();
      await at(NOW + 4_000);
      expect(run).toHaveBeenCalledTimes(1);
    } finally {
      run.mockRestore();
    }
    await change(boss, made, { name: "Now" });
    expect(await at(NOW + 4_001)).toMatchObject({ name: "Now" });
  });
});

describe("secrets", () => {
  it("are told once, sealed, two at most, and the older one ends after a week or when it is retired", async () => {
    const { boss, clock } = await place("projects-secrets");
    const made = await create(boss);
    const first = await rotate(boss, made.id);
    expect(first.secret).toMatch(/^ps_[0-9A-Za-z]{43}$/);
    expect(first.project.secrets).toEqual([{ kid: first.kid, createdAt: NOW, endsAt: null }]);
    clock.nowMs += 1_000;
    const second = await rotate(boss, made.id);
    expect(second.project.secrets).toEqual([
      { kid: second.kid, createdAt: NOW + 1_000, endsAt: null },
      { kid: first.kid, createdAt: NOW, endsAt: NOW + 1_000 + 7 * DAY_MS },
    ]);
    expect(await refusal(rotate(boss, made.id))).toBe("conflict");
    const now = await facts(boss, made.publicKey);
    expect(now?.secrets).toEqual([
      { kid: second.kid, secret: second.secret },
      { kid: first.kid, secret: first.secret },
    ]);
    expect(JSON.stringify([await get(boss, made.id), await list(boss)])).not.toContain(first.secret);
    const kept = await findProject(boss.db, made.id, NOW);
    expect(JSON.stringify(kept)).not.toContain(first.secret);

    clock.nowMs += 7 * DAY_MS;
    expect((await get(boss, made.id)).secrets.map(({ kid }) => kid)).toEqual([second.kid]);
    const third = await rotate(boss, made.id);
    const { project } = await retire(boss, made.id, second.kid);
    expect(project.secrets.map(({ kid }) => kid)).toEqual([third.kid]);
    expect(await refusal(retire(boss, made.id, second.kid))).toBe("not_found");
  });

  it("prove a visitor from the answer on, and none after they were retired", async () => {
    const { boss } = await place("projects-proof");
    const made = await create(boss);
    const { kid, secret } = await rotate(boss, made.id);
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: "HS256", kid })
      .setSubject("user-7")
      .setAudience(made.publicKey)
      .setIssuedAt(NOW / 1_000)
      .setExpirationTime(NOW / 1_000 + 300)
      .sign(new TextEncoder().encode(secret));
    const prove = async () => {
      const now = await facts(boss, made.publicKey);
      return now && proveVisitor(now, token, NOW);
    };
    expect(await prove()).toMatchObject({ ok: true, visitor: { sub: "user-7" } });
    await retire(boss, made.id, kid);
    expect(await prove()).toMatchObject({ ok: false, code: "unknown_key" });
  });
});

describe("deleting", () => {
  /** Visits that forget as theirs do, or do nothing. */
  const forgetting = (ctx: SessionCtx, works = true) => {
    const forgot: ConversationId[] = [];
    const visit = (_: unknown, id: ConversationId) => ({
      async forget() {
        forgot.push(id);
        if (works) await projectConversation(ctx.db, conversationRow(id, "", { version: 2, state: "erased" }), []);
      },
    });
    return { ctx: { ...ctx, objects: { ...ctx.objects, visit } }, forgot };
  };
  const say = (ctx: SessionCtx, projectId: ProjectId, count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const id = newId<ConversationId>();
        await projectConversation(ctx.db, conversationRow(id, "hello", { projectId }), []);
        return id;
      }),
    );

  it("takes every conversation and the knowledge along, portion by portion, and nobody else's", async () => {
    const { boss } = await place("projects-delete");
    const [made, other] = [await create(boss), await create(boss)];
    const said = await say(boss, made.id, 230);
    const [kept] = await say(boss, other.id, 1);
    const { ctx, forgot } = forgetting(boss);
    site.told.length = 0;
    expect(await remove(ctx, made.id)).toEqual({ deleted: false });
    expect(forgot).toHaveLength(200);
    expect(await get(boss, made.id)).toMatchObject({ paused: true });
    expect(site.told.filter(({ name }) => name === "realtime")).toEqual([]);
    expect(await remove(ctx, made.id)).toEqual({ deleted: true });
    expect(new Set(forgot)).toEqual(new Set(said));
    expect(forgot).not.toContain(kept);
    expect(site.told.filter(({ name }) => name === "realtime")).toMatchObject([{ method: "POST" }]);
    expect((await list(boss)).map(({ id }) => id)).toEqual([other.id]);
  });

  it("says so when conversations stay, and keeps the project", async () => {
    const { boss } = await place("projects-delete-stuck");
    const made = await create(boss);
    await say(boss, made.id, 1);
    const { ctx } = forgetting(boss, false);
    expect(await refusal(remove(ctx, made.id))).toBe("unavailable");
    expect(await get(boss, made.id)).toMatchObject({ paused: true });
  });
});

describe("the Meter", () => {
  it("lets a living project call models by a proof of ours, and refuses one that is paused or gone", async () => {
    const { boss, told } = await place("projects-meter");
    site.told.length = 0;
    const made = await create(boss);
    const proof = await projectProof(boss.env, boss.tenantId, made.id);
    const known = await loaded(boss, made.id);
    expect(known).toMatchObject({
      keyId: made.id,
      scopes: ["chat", "embeddings"],
      models: null,
      endsAt: null,
      version: 1,
    });
    expect(known && proves(proof, known)).toBe(true);
    expect(known && refuseKey(known, POLICY, NOW)).toBeNull();
    expect(known && proves(await projectProof(boss.env, boss.tenantId, newId<ProjectId>()), known)).toBe(false);
    const { boss: stranger } = await place("projects-meter-other");
    expect(await loaded(stranger, made.id)).toBeNull();

    const paused = await change(boss, made, { paused: true });
    expect(told.at(-1)).toMatchObject({ keyId: made.id, version: 2, endsAt: 0 });
    // What visitors have open is closed by the registry, once.
    expect(site.told.filter(({ method }) => method === "shutProject").map(({ args }) => args)).toEqual([
      [boss.tenantId, made.id],
    ]);
    const again = await loaded(boss, made.id);
    expect(again && refuseKey(again, POLICY, NOW)).toMatchObject({ code: "unauthenticated" });
    await change(boss, paused, { paused: false });
    expect(told.at(-1)).toMatchObject({ version: 3, endsAt: null });

    await remove(boss, made.id);
    expect(told.at(-1)).toMatchObject({ version: 4, endsAt: 0 });
    expect(await loaded(boss, made.id)).toBeNull();
    expect(await facts(boss, made.publicKey)).toBeNull();
    expect(await refusal(get(boss, made.id))).toBe("not_found");
  });

  it("is told later what it could not be told, and nothing is deleted before it knows", async () => {
    const { boss, told, breakMeter } = await place("projects-untold");
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const made = await create(boss);
    breakMeter(true);
    expect(await refusal(change(boss, made, { paused: true }))).toBe("unavailable");
    expect(await get(boss, made.id)).toMatchObject({ paused: true, version: 2 });
    expect(await refusal(remove(boss, made.id))).toBe("unavailable");
    expect(await get(boss, made.id)).toMatchObject({ paused: true, version: 3 });
    breakMeter(false);
    await list(boss);
    expect(told.at(-1)).toMatchObject({ version: 3, endsAt: 0 });
    expect(await listUntoldProjects(boss.db, NOW, 10)).toEqual([]);
    vi.restoreAllMocks();
  });
});

const SYSTEM = { actor: { kind: "system" }, action: "tenant.suspended", target: "x", requestId: "x" } as const;
