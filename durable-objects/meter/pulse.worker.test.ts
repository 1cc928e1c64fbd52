import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pulsesOf } from "@/lib/observe/server/objects";
import { newId, type TenantId } from "@/lib/platform/ids";
import { FakeLedger } from "../testing/fake-ledger";
import { TestMeter } from "../testing/meter-client";
import { bindings } from "../testing/room-client";

const MINUTE = 60_000;
/** Later than any real clock here, so that no alarm rings unless a test rings it. */
const NOW = Date.UTC(2040, 5, 15, 12);

let ledger: FakeLedger;
beforeEach(() => {
  ledger = new FakeLedger();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
const feel = (meter: TestMeter) => pulsesOf(bindings, meter.tenantId).meter.pulse(meter.tenantId);
const end = async (meter: TestMeter, key: Awaited<ReturnType<typeof TestMeter.of>>["key"], change = {}) => {
  const at = Date.now();
  await meter.settle(await meter.open(key), 7, 9, { firstTokenMs: 5, totalMs: Date.now() - at + 20, ...change });
};

it("counts calls that run, and those that ended by minute, with the times they took", async () => {
  const { meter, key } = await TestMeter.of();
  const running = await meter.open(key, { stream: true });
  await meter.open(key);
  await end(meter, key, { end: "cut", firstTokenMs: 300, totalMs: 400 });
  pass(2 * MINUTE);
  await end(meter, key);
  const pulse = await feel(meter);
  expect(pulse).toMatchObject({ openCalls: 2, openStreams: 1, waiting: { rows: 2, since: NOW, parked: 0 } });
  expect(pulse?.minutes.slice(-3).map(({ calls, failed }) => [calls, failed])).toEqual([
    [1, 1],
    [0, 0],
    [1, 0],
  ]);
  expect(pulse?.span).toMatchObject({ calls: 2, failed: 1, whole: { p50: 20 }, firstToken: { p50: 5 } });
  expect(pulse?.totals).toEqual({
    ends: { ok: 1, aborted: 0, failed: 0, refused: 0, cut: 1 },
    promptTokens: 14,
    completionTokens: 0,
    cost: 18,
  });
  await meter.settle(running, 1, 1);
  expect(await feel(meter)).toMatchObject({ openCalls: 1, openStreams: 0 });
});

it("counts every call once over evictions, before and after Postgres has it, and however often an answer is lost", async () => {
  const { meter, key } = await TestMeter.of();
  await end(meter, key);
  await meter.evict();
  await end(meter, key);
  expect(await feel(meter)).toMatchObject({ span: { calls: 2 }, totals: { ends: { ok: 2 } } });
  // The rows are written, and the answer is not heard: they are sent again.
  ledger.answer = () => ({ kind: "lost" });
  await meter.flush();
  await meter.evict();
  ledger.answer = () => ({ kind: "ok" });
  pass(MINUTE);
  await meter.flush();
  expect(ledger.rows.size).toBe(2);
  expect(await feel(meter)).toMatchObject({ span: { calls: 2 }, waiting: { rows: 0, since: null } });
  await meter.evict();
  await end(meter, key, { end: "failed" });
  const before = await feel(meter);
  expect(before).toMatchObject({
    span: { calls: 3, failed: 1, firstToken: { p50: 5 } },
    totals: { ends: { ok: 2, failed: 1 }, promptTokens: 21, cost: 27 },
    waiting: { rows: 1 },
  });
  await meter.evict();
  expect(await feel(meter)).toEqual(before);
});

it("lets minutes go after fifteen, in memory and in the rows, and keeps the totals", async () => {
  const { meter, key } = await TestMeter.of();
  await end(meter, key);
  await meter.flush();
  expect(await meter.sql("SELECT count(*) FROM pulse")).toEqual([[1]]);
  pass(15 * MINUTE);
  expect((await feel(meter))?.minutes.every(({ calls }) => calls === 0)).toBe(true);
  await end(meter, key);
  await meter.flush();
  expect(await meter.sql("SELECT count(*) FROM pulse")).toEqual([[1]]);
  await meter.evict();
  const pulse = await feel(meter);
  expect(pulse?.minutes.map(({ calls }) => calls)).toEqual([...Array.from({ length: 14 }, () => 0), 1]);
  expect(pulse?.totals.ends.ok).toBe(2);
});

it("says nothing to another tenant, and nothing of a tenant without calls", async () => {
  const { meter } = await TestMeter.of();
  const rpc = pulsesOf(bindings, meter.tenantId).meter;
  expect(await rpc.pulse(newId<TenantId>())).toBeNull();
  const nobody = newId<TenantId>();
  expect(await pulsesOf(bindings, nobody).meter.pulse(nobody)).toBeNull();
});
