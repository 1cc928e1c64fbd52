import { sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { findKeyRecord, listUntoldKeys } from "@/db/queries/api-keys";
import { listAudit } from "@/db/queries/audit";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { joinByMail, makeTenant, newcomer, refusal, withSite } from "@/lib/access/testing/site";
import { parseInput } from "@/lib/http/parse-input";
import { newId, type KeyId } from "@/lib/platform/ids";
import type { KeyLimits, KeyRecord, MeterRpc } from "@/lib/quotas/protocol";
import { KEY_BOUNDS, type RerollGrace } from "./protocol";
import { createKey, createKeyInput } from "./server/create-key";
import { listKeys } from "./server/list-keys";
import { proveKey } from "./server/prove-key";
import { rerollKey } from "./server/reroll-key";
import { revokeKey } from "./server/revoke-key";
import { updateKey, updateKeyInput } from "./server/update-key";

withSite();
const HOUR_MS = 3_600_000;
const NOW = 1_900_000_000_000;

const NO_LIMITS: KeyLimits = {
  requestsPerMinute: null,
  burst: null,
  tokensPerHour: null,
  concurrentStreams: null,
  costPerMonth: null,
};
const CHOICES = { name: "Website", scopes: ["chat"], limits: NO_LIMITS, models: null, tools: null };

interface Place {
  boss: SessionCtx;
  member: SessionCtx;
  /** What the Meter was told, in order. */
  told: KeyRecord[];
  /** Lets the next calls of the Meter fail. */
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
  createKey(ctx, parseInput(createKeyInput, { tenant: ctx.tenantSlug, ...CHOICES, expiresAt: null, ...more }));
const update = async (ctx: SessionCtx, key: KeyId, more: object = {}) =>
  updateKey(ctx, parseInput(updateKeyInput, { tenant: ctx.tenantSlug, key, ...CHOICES, ...more }));
const reroll = (ctx: SessionCtx, key: KeyId, graceHours: RerollGrace) =>
  rerollKey(ctx, { tenant: ctx.tenantSlug, key, graceHours });
const revoke = (ctx: SessionCtx, key: KeyId) => revokeKey(ctx, { tenant: ctx.tenantSlug, key });
const list = async (ctx: SessionCtx) => (await listKeys(ctx, { tenant: ctx.tenantSlug })).keys;

describe("a new key", () => {
  it("is told once, proves itself, is known to the Meter when it is answered, and lies nowhere in clear", async () => {
    const { boss, told } = await place("keys-new");
    const limits = { ...NO_LIMITS, requestsPerMinute: 60, burst: 10, costPerMonth: 5_000_000_000 };
    const { key, text } = await create(boss, {
      name: "  Our \t website ",
      scopes: ["chat", "models", "chat"],
      limits,
      models: ["small"],
      expiresAt: NOW + HOUR_MS,
    });
    expect(key).toEqual({
      id: key.id,
      name: "Our website",
      shown: `${text.slice(0, 12)}…${text.slice(-4)}`,
      scopes: ["chat", "models"],
      limits,
      models: ["small"],
      tools: null,
      createdBy: boss.actor.person,
      createdAt: NOW,
      expiresAt: NOW + HOUR_MS,
      endsAt: null,
      lastUsedAt: null,
    });
    const proof = await proveKey(boss.env, `Bearer ${text}`);
    expect(proof).toMatchObject({ tenantId: boss.tenantId, keyId: key.id });
    const { scopes, models, tools, expiresAt, endsAt } = key;
    const secretHash = proof?.secretHash;
    expect(told).toEqual([{ keyId: key.id, secretHash, scopes, limits, models, tools, expiresAt, endsAt, version: 1 }]);
    expect(await findKeyRecord(boss.db, key.id)).toEqual(told[0]);
    expect(await list(boss)).toEqual([key]);

    const [rows] = await boss.db.run((q) => [q.execute(sql`select to_jsonb(k) as row from api_keys k`)]);
    expect(rows.rows).toHaveLength(1);
    const kept = JSON.stringify([rows.rows, await list(boss)]);
    // Any eight characters in a row of the secret would be a piece of it.
    for (let from = 62; from + 8 <= 93; from++) expect(kept).not.toContain(text.slice(from, from + 8));
  });

  it.each([
    ["no scope", { scopes: [] }, "invalid_request"],
    ["an unknown scope", { scopes: ["admin"] }, "invalid_request"],
    ["no name", { name: " \u200b " }, "invalid_request"],
    ["a past expiry", { expiresAt: NOW }, "invalid_request"],
    ["a burst without a limit of requests", { limits: { ...NO_LIMITS, burst: 5 } }, "invalid_request"],
    ["a negative budget", { limits: { ...NO_LIMITS, costPerMonth: -1 } }, "invalid_request"],
    ["a limit of nothing", { limits: { ...NO_LIMITS, requestsPerMinute: 0 } }, "invalid_request"],
    ["no model in its list", { models: [] }, "invalid_request"],
    ["a field that is none", { version: 7 }, "invalid_request"],
  ])("is not made with %s", async (_, more, code) => {
    const { boss } = await shared();
    expect(await refusal(create(boss, more))).toBe(code);
  });

  it("is one of so many that live at once, also when many are asked for together", async () => {
    const { boss } = await place("keys-full");
    for (let batch = 0; batch < KEY_BOUNDS.livingMax - 2; batch += 33)
      await Promise.all(Array.from({ length: Math.min(33, KEY_BOUNDS.livingMax - 2 - batch) }, () => create(boss)));
    const answers = await Promise.all(Array.from({ length: 5 }, () => refusal(create(boss))));
    expect(answers.toSorted()).toEqual(["done", "done", "quota_exceeded", "quota_exceeded", "quota_exceeded"]);
    const [newest] = await list(boss);
    await revoke(boss, newest?.id ?? expect.fail());
    expect(await refusal(create(boss))).toBe("done");
  });
});

describe("who may", () => {
  it("is administrators; everybody else is refused each act", async () => {
    const { boss, member, told } = await place("keys-roles");
    const { key } = await create(boss);
    const acts = [
      create(member),
      list(member),
      update(member, key.id),
      reroll(member, key.id, 0),
      revoke(member, key.id),
    ];
    for (const act of acts) expect(await refusal(act)).toBe("forbidden");
    expect(await list(boss)).toEqual([key]);
    expect(told).toHaveLength(1);
  });

  it("changes nothing of another tenant's key, which looks like a missing one", async () => {
    const [ours, theirs] = [await place("keys-ours"), await place("keys-theirs")];
    const { key } = await create(theirs.boss);
    for (const id of [key.id, newId<KeyId>()]) {
      expect(await refusal(update(ours.boss, id))).toBe("not_found");
      expect(await refusal(reroll(ours.boss, id, 0))).toBe("not_found");
      expect(await refusal(revoke(ours.boss, id))).toBe("not_found");
    }
    expect(await list(theirs.boss)).toEqual([key]);
    expect(ours.told).toEqual([]);
  });
});

describe("a changed key", () => {
  it("has the new choices when it is answered, under a higher version, and keeps its secret", async () => {
    const { boss, told } = await place("keys-change");
    const { key } = await create(boss);
    const limits = { ...NO_LIMITS, tokensPerHour: 1_000 };
    const changed = await update(boss, key.id, { name: "Other", scopes: ["usage"], limits, models: ["large"] });
    expect(changed.key).toEqual({ ...key, name: "Other", scopes: ["usage"], limits, models: ["large"] });
    expect(told).toHaveLength(2);
    expect(told[1]).toEqual({ ...told[0], scopes: ["usage"], limits, models: ["large"], version: 2 });
  });

  it("is none that ended", async () => {
    const { boss, clock } = await place("keys-ended");
    const { key: revoked } = await create(boss);
    await revoke(boss, revoked.id);
    const { key: expired } = await create(boss, { expiresAt: NOW + 1 });
    clock.nowMs = NOW + 1;
    for (const { id } of [revoked, expired]) {
      expect(await refusal(update(boss, id))).toBe("conflict");
      expect(await refusal(reroll(boss, id, 1))).toBe("conflict");
    }
  });
});

describe("a rerolled key", () => {
  it("hands everything to a new one and ends after its grace", async () => {
    const { boss, told, clock } = await place("keys-reroll");
    const limits = { ...NO_LIMITS, concurrentStreams: 2 };
    const { key, text } = await create(boss, {
      limits,
      models: ["small"],
      tools: ["search"],
      scopes: ["tools", "chat"],
    });
    clock.nowMs = NOW + 5;
    const made = await reroll(boss, key.id, 24);
    expect(made).toMatchObject({ oldTold: true, oldEndsAt: NOW + 5 + 24 * HOUR_MS });
    expect(made.text).not.toBe(text);
    expect(made.key).toEqual({ ...key, id: made.key.id, shown: made.key.shown, createdAt: NOW + 5 });
    expect(await list(boss)).toEqual([made.key, { ...key, endsAt: NOW + 5 + 24 * HOUR_MS }]);
    // The new one is known before the old one is told to end.
    expect(told.slice(1).map(({ keyId, endsAt }) => [keyId, endsAt])).toEqual([
      [made.key.id, null],
      [key.id, NOW + 5 + 24 * HOUR_MS],
    ]);
    expect(await proveKey(boss.env, `Bearer ${made.text}`)).toMatchObject({ keyId: made.key.id });
  });

  it("ends at once without a grace, and never later than it would have", async () => {
    const { boss } = await place("keys-grace");
    const { key: now } = await create(boss);
    await reroll(boss, now.id, 0);
    const { key: soon } = await create(boss, { expiresAt: NOW + HOUR_MS / 2 });
    const made = await reroll(boss, soon.id, 168);
    const keys = new Map((await list(boss)).map((key) => [key.id, key]));
    expect(keys.get(now.id)?.endsAt).toBe(NOW);
    expect(keys.get(soon.id)?.endsAt).toBe(NOW + HOUR_MS / 2);
    expect(made.key.expiresAt).toBe(NOW + HOUR_MS / 2);
  });

  it("is replaced once, however often it is asked at the same time", async () => {
    const { boss } = await place("keys-twice");
    const { key } = await create(boss);
    const answers = await Promise.all(Array.from({ length: 6 }, () => refusal(reroll(boss, key.id, 1))));
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "conflict")).toHaveLength(5);
    expect(await list(boss)).toHaveLength(2);
  });
});

describe("a revoked key", () => {
  it("has ended for the Meter when it is answered, also out of its grace, and a repeat changes nothing", async () => {
    const { boss, told, clock } = await place("keys-revoke");
    const { key } = await create(boss);
    await reroll(boss, key.id, 168);
    clock.nowMs = NOW + 10;
    expect((await revoke(boss, key.id)).key.endsAt).toBe(NOW + 10);
    expect(told.at(-1)).toMatchObject({ keyId: key.id, endsAt: NOW + 10, version: 3 });
    clock.nowMs = NOW + 20;
    expect((await revoke(boss, key.id)).key.endsAt).toBe(NOW + 10);
  });
});

it("writes each act into the audit log, with nothing of a key in it, and an act that was none not at all", async () => {
  const { boss } = await place("keys-audit");
  const { key, text } = await create(boss, { models: ["small"] });
  await update(boss, key.id, { name: "Other" });
  const made = await reroll(boss, key.id, 1);
  await refusal(reroll(boss, key.id, 1));
  await revoke(boss, key.id);
  await revoke(boss, key.id);
  await refusal(update(boss, key.id));
  const every = { action: null, actor: null, target: key.id, fromMs: null, untilMs: null };
  const { rows } = await listAudit(boss.db, every, { before: null, limit: 50 });
  expect(rows.map(({ action, data }) => [action, data])).toEqual([
    ["key.revoked", {}],
    ["key.rerolled", { key: made.key.id, graceHours: 1 }],
    ["key.changed", { ...CHOICES, name: "Other" }],
    ["key.created", { ...CHOICES, models: ["small"], expiresAt: null }],
  ]);
  expect(rows.every(({ actor }) => actor === boss.actor.person)).toBe(true);
  for (let from = 62; from + 8 <= 93; from++) expect(JSON.stringify(rows)).not.toContain(text.slice(from, from + 8));
});

describe("a Meter that cannot be told", () => {
  it("lets no change pass for done, and is told with the next list", async () => {
    const { boss, told, breakMeter } = await place("keys-untold");
    const { key } = await create(boss);
    breakMeter(true);
    expect(await refusal(revoke(boss, key.id))).toBe("unavailable");
    expect(await list(boss)).toEqual([{ ...key, endsAt: NOW }]);
    expect(told).toHaveLength(1);
    breakMeter(false);
    await list(boss);
    expect(told.slice(1)).toMatchObject([{ keyId: key.id, endsAt: NOW, version: 2 }]);
    await list(boss);
    expect(told).toHaveLength(2);
    expect(await listUntoldKeys(boss.db, 10)).toEqual([]);
  });

  it("does not lose a key that is told once", async () => {
    const { boss, told, breakMeter } = await place("keys-untold-new");
    breakMeter(true);
    const { key, text } = await create(boss);
    const made = await reroll(boss, key.id, 0);
    expect(made.oldTold).toBe(false);
    expect(await proveKey(boss.env, `Bearer ${text}`)).toMatchObject({ keyId: key.id });
    expect(await proveKey(boss.env, `Bearer ${made.text}`)).toMatchObject({ keyId: made.key.id });
    breakMeter(false);
    await list(boss);
    expect(told.map(({ keyId, endsAt }) => [keyId, endsAt])).toEqual(
      expect.arrayContaining([
        [key.id, NOW],
        [made.key.id, null],
      ]),
    );
  });
});

/** One place for refusals that leave nothing behind. */
const shared = vi.fn<() => Promise<Place>>(() => {
  const made = place("keys-shared");
  shared.mockImplementation(() => made);
  return made;
});
