import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { newId, type ClientId, type PersonId } from "@/lib/platform/ids";
import type { ImportedEvent } from "@/lib/rooms/server/objects";
import { registryOf } from "../outbox-registry";
import { FakePostgres } from "../testing/fake-postgres";
import { ask, bindings, Client, makeRoom, objects, stubOf, type TestRoom } from "../testing/room-client";

let postgres: FakePostgres;

beforeEach(() => {
  postgres = new FakePostgres();
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  // Rooms of this test that still have rows go on to push them.
  postgres.answer = () => ({ kind: "ok" });
  postgres.wakeUp();
  vi.restoreAllMocks();
});

const owner = (room: TestRoom): PersonId => room.people[0] ?? ("" as PersonId);
const flushed = async (room: TestRoom) =>
  Number((await ask(room, "SELECT value FROM meta WHERE key = 'flushed'"))[0]?.[0]);
const alarmOf = (room: TestRoom) => runInDurableObject(stubOf(room), (_instance, state) => state.storage.getAlarm());
const upTo = (head: number) => Array.from({ length: head }, (_, index) => index + 1);

/** Rings until the log is pushed; an alarm that was rung is set again by the room itself. */
async function drain(room: TestRoom, rings = 30): Promise<void> {
  const { head } = await objects.room(room.tenantId, room.roomId).flush(0);
  for (let i = 0; i < rings && (await flushed(room)) < head; i++) await runDurableObjectAlarm(stubOf(room));
}

function history(count: number): ImportedEvent[] {
  const author = newId<PersonId>();
  return Array.from({ length: count }, (_, i) => ({
    type: "message",
    clientId: newId<ClientId>(),
    author,
    at: 1_600_000_000_000 + i,
    body: `old ${i}`,
    threadClientId: null,
    source: "slack",
  }));
}

it("pushes in seq order, in batches of at most 1,000, and then lets the room sleep", async () => {
  const room = await makeRoom();
  const rpc = objects.room(room.tenantId, room.roomId);
  await rpc.importEvents(room.tenantId, history(700));
  await rpc.importEvents(room.tenantId, history(600));
  await drain(room);
  expect(postgres.log).toEqual(upTo(1304));
  expect(Math.max(...postgres.tries)).toBe(1_000);
  expect(await flushed(room)).toBe(1304);
  expect(await rpc.standing(room.tenantId, owner(room))).toMatchObject({ flushed: 1304, head: 1304 });
  await runDurableObjectAlarm(stubOf(room));
  expect(await alarmOf(room)).toBeNull();
});

it("repeats nothing wrongly when the alarm goes off twice or the object dies between push and note", async () => {
  const room = await makeRoom();
  const ada = await Client.connect(room, owner(room));
  await ada.send("one");
  await drain(room);
  // As if the object had died after Postgres took the rows and before it wrote that down.
  await runInDurableObject(stubOf(room), (_instance, state) => {
    state.storage.sql.exec("UPDATE meta SET value = 2 WHERE key = 'flushed'");
  });
  await evictDurableObject(stubOf(room));
  await ada.send("two");
  await Promise.all([runDurableObjectAlarm(stubOf(room)), objects.room(room.tenantId, room.roomId).flush(1000)]);
  await drain(room);
  expect(postgres.log).toEqual(upTo(6));
  expect(await flushed(room)).toBe(6);
});

it("keeps acknowledging while Postgres is away, and catches up afterwards by itself", async () => {
  const room = await makeRoom();
  postgres.answer = () => ({ kind: "down" });
  const ada = await Client.connect(room, owner(room));
  for (let i = 0; i < 15; i++) expect((await ada.send(`m${i}`)).type).toBe("ack");
  for (let i = 0; i < 25; i++) await runDurableObjectAlarm(stubOf(room));
  expect(await flushed(room)).toBe(0);
  expect(await ask(room, "SELECT count(*) FROM parked")).toEqual([[0]]);
  expect(await alarmOf(room)).toBeGreaterThan(Date.now());
  postgres.answer = () => ({ kind: "ok" });
  await drain(room);
  expect(postgres.log).toEqual(upTo(19));
});

it("parks the one row that Postgres refuses, after its tenth try, and nothing else", async () => {
  const room = await makeRoom();
  const rpc = objects.room(room.tenantId, room.roomId);
  await rpc.importEvents(room.tenantId, history(20));
  postgres.answer = (rows) =>
    rows.some(({ seq }) => seq === 11) ? { kind: "refused", code: "22021" } : { kind: "ok" };
  for (let i = 0; i < 3; i++) await runDurableObjectAlarm(stubOf(room));
  expect(await flushed(room)).toBe(10);
  await drain(room);
  expect(await ask(room, "SELECT seq, tries, reason FROM parked")).toEqual([[11, 10, "22021"]]);
  expect(postgres.log.toSorted((a, b) => a - b)).toEqual(upTo(24).filter((seq) => seq !== 11));
});

it("tries a parked row again by itself, on waking and at intervals, and tells the log each time", async () => {
  const room = await makeRoom();
  const rpc = objects.room(room.tenantId, room.roomId);
  await rpc.importEvents(room.tenantId, history(20));
  const lines: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
  const poison = (rows: readonly { seq: number }[]) => rows.some(({ seq }) => seq === 11);
  postgres.answer = (rows) => (poison(rows) ? { kind: "refused", code: "22021" } : { kind: "ok" });
  await drain(room);
  await runDurableObjectAlarm(stubOf(room));
  expect(await ask(room, "SELECT seq, tries FROM parked")).toEqual([[11, 10]]);
  const firstRetry = await alarmOf(room);
  expect(firstRetry).toBeGreaterThan(Date.now() + 4 * 60_000);

  // Later, after sleep, the row is as bad as before.
  const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
  await evictDurableObject(stubOf(room));
  later(2 * 60_000);
  await runDurableObjectAlarm(stubOf(room));
  expect(await ask(room, "SELECT seq, tries FROM parked")).toEqual([[11, 11]]);
  expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ event: "room.outbox_parked", seq: 11, tries: 11, parked: 1 }),
  );
  await runDurableObjectAlarm(stubOf(room));
  expect(await ask(room, "SELECT tries FROM parked")).toEqual([[11]]);

  postgres.answer = () => ({ kind: "ok" });
  later(11 * 60_000);
  await runDurableObjectAlarm(stubOf(room));
  vi.useRealTimers();
  expect(await ask(room, "SELECT count(*) FROM parked")).toEqual([[0]]);
  expect(postgres.log.toSorted((a, b) => a - b)).toEqual(upTo(24));
  await runDurableObjectAlarm(stubOf(room));
  expect(await alarmOf(room)).toBeNull();
});

it("finds a poison row also when the error says nothing, once others pass", async () => {
  const room = await makeRoom();
  const ada = await Client.connect(room, owner(room));
  await ada.send("poison");
  await ada.send("fine");
  postgres.answer = (rows) => (rows.some(({ seq }) => seq === 5) ? { kind: "down" } : { kind: "ok" });
  await drain(room, 60);
  expect(await ask(room, "SELECT seq FROM parked")).toEqual([[5]]);
  expect(await flushed(room)).toBe(6);
});

it("sends cursors along, the newest version only", async () => {
  const room = await makeRoom();
  const ada = await Client.connect(room, owner(room));
  await ada.send("one");
  ada.say({ type: "read.set", upTo: 5 });
  await ada.until((frame) => frame.type === "cursor");
  await drain(room);
  await runDurableObjectAlarm(stubOf(room));
  expect(await ask(room, "SELECT count(*) FROM cursors WHERE pushed < version")).toEqual([[0]]);
});

it("gets its alarm back on waking, and is found by the tenant's sweep when nobody calls", async () => {
  const room = await makeRoom();
  const ada = await Client.connect(room, owner(room));
  await ada.send("stuck");
  ada.hangUp();
  const lose = () => runInDurableObject(stubOf(room), (_instance, state) => state.storage.deleteAlarm());
  await lose();
  await evictDurableObject(stubOf(room));
  await objects.room(room.tenantId, room.roomId).standing(room.tenantId, owner(room));
  expect(await alarmOf(room)).not.toBeNull();
  await lose();
  await evictDurableObject(stubOf(room));
  const swept = await registryOf(bindings, room.tenantId).sweep(room.tenantId);
  expect(swept).toMatchObject({ asked: 1, dirty: 0 });
  expect(postgres.log).toEqual(upTo(5));
});

it("answers flush in time although Postgres does not", async () => {
  const room = await makeRoom();
  postgres.answer = () => ({ kind: "silent" });
  expect(await objects.room(room.tenantId, room.roomId).flush(50)).toEqual({ flushed: 0, head: 4 });
});
