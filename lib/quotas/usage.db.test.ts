import { expect, it } from "vitest";
import { insertUsage } from "@/db/queries/usage";
import { usageRow } from "@/db/testing/estate";
import { joinByMail, makeTenant, newcomer, refusal, withSite } from "@/lib/access/testing/site";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { MADE_UP } from "./core/ledger";
import type { MeterRpc, MeterUsage } from "./protocol";
import { loadUsage } from "./server/load-usage";

withSite();
const NOW = Date.UTC(2030, 2, 17, 12);
const DAY_MS = 86_400_000;

const MONTH: MeterUsage = {
  from: Date.UTC(2030, 2, 1),
  until: Date.UTC(2030, 3, 1),
  requests: 3,
  tokens: 30,
  cost: 3_000,
  reservedTokens: 0,
  reservedCost: 0,
  openStreams: 0,
};

/** A context at a set time, whose Meter answers, or does not. */
function at(ctx: SessionCtx, usage: () => Promise<MeterUsage>): SessionCtx {
  return { ...ctx, objects: { ...ctx.objects, meter: () => ({ usage }) as unknown as MeterRpc }, now: () => NOW };
}

it("shows administrators this month and the days before it, in days of the reader's zone", async () => {
  const owner = await newcomer("owner@usage.example");
  await makeTenant("usage", owner);
  const ctx = at(await owner.in("usage"), async () => MONTH);
  const midnight = Date.UTC(2030, 2, 16);
  await insertUsage(ctx.db, [usageRow({ at: midnight - 1 }), usageRow({ at: midnight }), usageRow({ at: NOW - 1 })]);
  const report = await loadUsage(ctx, { days: "2" });
  expect(report).toMatchObject({ month: MONTH, from: midnight, until: NOW });
  expect(report.days.map(({ group, requests }) => [group, requests])).toEqual([
    ["2030-03-16", 1],
    ["2030-03-17", 1],
  ]);
  expect(report.models).toMatchObject([{ group: "fake/small", requests: 2 }]);
  expect(report.keys).toHaveLength(2);
  // In Auckland it is the day after already.
  const there = await loadUsage(ctx, { days: 1, zone: "Pacific/Auckland" });
  expect(there.from).toBe(Date.UTC(2030, 2, 17, 11));
  const odd = await loadUsage(ctx, { days: "many", zone: "Mars/Olympus" });
  expect(odd.until - odd.from).toBe(29.5 * DAY_MS);
});

it("shows the days also while the Meter does not answer, and nothing to members", async () => {
  const owner = await newcomer("owner@usage-away.example");
  await makeTenant("usage-away", owner);
  const away = () => Promise.reject(new Error("away"));
  expect(await loadUsage(at(await owner.in("usage-away"), away), {})).toMatchObject({ month: null, days: [] });
  const member = await (await joinByMail("usage-away", owner, "member@usage-away.example")).in("usage-away");
  expect(await refusal(loadUsage(at(member, away), {}))).toBe("forbidden");
});

it("tells how many calls of the days were never made, the demo's past", async () => {
  const owner = await newcomer("owner@usage-demo.example");
  await makeTenant("usage-demo", owner);
  const ctx = at(await owner.in("usage-demo"), async () => MONTH);
  const midnight = Date.UTC(2030, 2, 16);
  const madeUp = { priceVersion: MADE_UP };
  await insertUsage(ctx.db, [
    usageRow({ at: midnight - 1, ...madeUp }),
    usageRow({ at: midnight, ...madeUp }),
    usageRow({ at: NOW - 1, ...madeUp }),
    usageRow({ at: NOW - 2 }),
  ]);
  const report = await loadUsage(ctx, { days: "2" });
  expect([report.madeUp, report.month]).toEqual([2, MONTH]);
  expect((await loadUsage(ctx, { days: "1" })).madeUp).toBe(1);
});
