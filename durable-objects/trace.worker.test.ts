import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { addToLogContext, inLogContext, logContext } from "@/lib/platform/log-context";
import { joinTrace } from "@/lib/platform/trace";
import { registryOf } from "./outbox-registry";
import { FakePostgres } from "./testing/fake-postgres";
import { TestMeter } from "./testing/meter-client";
import { bindings, makeRoom, objects, ORIGIN, worker } from "./testing/room-client";

interface Line {
  event: string;
  requestId?: string;
  traceId?: string;
  tenantId?: string;
  user?: string;
}
let lines: Line[];
let postgres: FakePostgres;

beforeEach(() => {
  lines = [];
  const keep = (text: unknown) => void lines.push(JSON.parse(String(text)) as Line);
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation(keep);
  postgres = new FakePostgres();
});
afterEach(() => {
  postgres.answer = () => ({ kind: "ok" });
  postgres.wakeUp();
  vi.restoreAllMocks();
});

it("carries the trace and the id of a request into the lines of the objects that it reaches", async () => {
  const room = await makeRoom();
  postgres.answer = () => ({ kind: "down" });
  const trace = joinTrace(null);
  const requestId = newId();
  await inLogContext({ trace, requestId }, async () => {
    // One object, and one that another one calls.
    await objects.room(room.tenantId, room.roomId).flush(2_000);
    await registryOf(bindings, room.tenantId).mark(room.tenantId, room.roomId);
    await registryOf(bindings, room.tenantId).sweep(room.tenantId);
  });
  const retries = lines.filter(({ event }) => event === "room.outbox_retry");
  expect(retries.length).toBeGreaterThanOrEqual(2);
  for (const line of retries.slice(0, 2)) {
    expect(line).toMatchObject({ requestId, traceId: trace.traceId, tenantId: room.tenantId });
  }
});

it("answers the same with a trace and without", async () => {
  const { meter } = await TestMeter.of();
  const plain = await meter.usage();
  const underTrace = await inLogContext({ trace: joinTrace(null), requestId: newId() }, () =>
    objects.meter(meter.tenantId).usage(meter.tenantId),
  );
  expect(underTrace).toEqual(plain);
});

it("goes on in the trace that a caller sends, and begins one for whoever sends none or a wrong one", async () => {
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
  const ask = async (header?: string) => {
    lines = [];
    const headers: Record<string, string> = header === undefined ? {} : { traceparent: header };
    const answer = await worker.fetch(`${ORIGIN}/v1/models`, { headers });
    await vi.waitFor(() => expect(lines.map(({ event }) => event)).toContain("http.request"));
    const asked = lines.find(({ event }) => event === "http.request");
    expect(asked?.requestId).toBe(answer.headers.get("x-request-id"));
    expect(new Set(lines.map((line) => line.traceId)).size).toBe(1);
    return asked?.traceId;
  };
  expect(await ask(`00-${traceId}-00f067aa0ba902b7-01`)).toBe(traceId);
  const [one, two] = [await ask(), await ask("00-nonsense")];
  for (const made of [one, two]) expect(made).toMatch(/^[0-9a-f]{32}$/);
  expect(one).not.toBe(two);
});

it("keeps requests that run at the same time apart", async () => {
  const say = (requestId: string) =>
    inLogContext({ requestId }, async () => {
      await scheduler.wait(5);
      addToLogContext({ tenantId: `of ${requestId}`, user: "u" });
      await scheduler.wait(5);
      log({ event: "http.request" });
    });
  await Promise.all([say("one"), say("two")]);
  expect(lines.map(({ requestId, tenantId }) => `${requestId} ${tenantId}`).toSorted()).toEqual([
    "one of one",
    "two of two",
  ]);
  expect(logContext()).toBeUndefined();
});
