import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Told } from "@/lib/observe/protocol";
import { pulsesOf } from "@/lib/observe/server/objects";
import { newId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import { objectName } from "@/lib/rooms/server/objects";
import { registryOf } from "../outbox-registry";
import { FakePostgres } from "../testing/fake-postgres";
import { InboxClient } from "../testing/inbox-client";
import { bindings, Client, makeRoom, stubOf, type TestRoom } from "../testing/room-client";
import { TestVisit } from "../testing/visit-client";

const MINUTE = 60_000;
const PATIENCE = { timeout: 20_000, interval: 50 };
let postgres: FakePostgres;

beforeEach(() => {
  postgres = new FakePostgres();
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  postgres.answer = () => ({ kind: "ok" });
  postgres.wakeUp();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const boardOf = (tenantId: TenantId) => pulsesOf(bindings, tenantId).board;
const pulse = (tenantId: TenantId) => boardOf(tenantId).pulse(tenantId);
const sockets = async (tenantId: TenantId) => (await pulse(tenantId)).sockets;
const registry = (tenantId: TenantId) => bindings.OUTBOX_REGISTRY.getByName(objectName.registry(tenantId));
const connect = (room: TestRoom, at: number) => Client.connect(room, room.people[at] ?? ("" as PersonId));
const shows = (tenantId: TenantId, wanted: object) =>
  vi.waitFor(async () => expect(await pulse(tenantId)).toMatchObject(wanted), PATIENCE);
const told = (change: Partial<Told>): Told => ({ sockets: 0, rows: 0, since: null, parked: 0, ...change });

it("counts the sockets of rooms as they come and go, over evictions of the room and of the board", async () => {
  const room = await makeRoom();
  const other = await makeRoom({ tenantId: room.tenantId, members: room.people });
  const { tenantId } = room;
  const [one, two] = [await connect(room, 0), await connect(room, 1), await connect(other, 0)];
  await shows(tenantId, { sockets: { room: 3 } });
  // Awake, and nothing else goes on there: an object looks by itself when it wakes up, and at each alarm.
  const passing = await connect(room, 2);
  await shows(tenantId, { sockets: { room: 4 } });
  const alarm = () => runInDurableObject(stubOf(room), (_, state) => state.storage.getAlarm());
  await vi.waitFor(async () => expect(await alarm()).toBeNull(), PATIENCE);
  passing.hangUp();
  await shows(tenantId, { sockets: { room: 3 } });
  await evictDurableObject(stubOf(room), { webSockets: "hibernate" });
  await evictDurableObject(registry(tenantId));
  expect(await sockets(tenantId)).toEqual({ room: 3, inbox: 0, visit: 0 });
  one.hangUp();
  await shows(tenantId, { sockets: { room: 2 } });
  two.hangUp();
  await shows(tenantId, { sockets: { room: 1 } });
  expect(await sockets(newId<TenantId>())).toEqual({ room: 0, inbox: 0, visit: 0 });
});

it("counts devices and visitors, and the people that others see", async () => {
  const { tenantId, people } = await makeRoom();
  const [me = "" as PersonId, hidden = "" as PersonId] = people;
  const [device] = [await InboxClient.connect(tenantId, me), await InboxClient.connect(tenantId, me)];
  const shy = await InboxClient.connect(tenantId, hidden);
  const seen = () => pulsesOf(bindings, tenantId).presence.pulse(tenantId);
  await vi.waitFor(async () => expect(await seen()).toEqual({ online: 2, away: 0, dnd: 0 }), PATIENCE);
  shy.say({ type: "presence.set", mode: "invisible" });
  device.say({ type: "presence.set", mode: "dnd" });
  await vi.waitFor(async () => expect(await seen()).toEqual({ online: 0, away: 0, dnd: 1 }), PATIENCE);
  await shows(tenantId, { sockets: { inbox: 3 } });
  device.hangUp();
  await shows(tenantId, { sockets: { inbox: 2 } });

  const visit = await new TestVisit().enter();
  const panel = await visit.open();
  await shows(visit.tenantId, { sockets: { room: 0, inbox: 0, visit: 1 } });
  panel.close();
  await shows(visit.tenantId, { sockets: { visit: 0 } });
});

it("counts rows that Postgres does not take, since when, and none of them once it does", async () => {
  const room = await makeRoom();
  const { tenantId } = room;
  const client = await connect(room, 0);
  await runDurableObjectAlarm(stubOf(room));
  postgres.answer = () => ({ kind: "down" });
  const sent = [await client.send("one"), await client.send("two")];
  await runDurableObjectAlarm(stubOf(room));
  const since = sent[0]?.type === "ack" ? sent[0].at : 0;
  await shows(tenantId, { waiting: { rows: 2, since, parked: 0 } });
  await client.send("three");
  await shows(tenantId, { waiting: { rows: 3, since } });
  postgres.answer = () => ({ kind: "ok" });
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(stubOf(room));
    expect((await pulse(tenantId)).waiting).toEqual({ rows: 0, since: null, parked: 0 });
  }, PATIENCE);
});

it("tells nothing while nothing changes: messages, reads and an idle room cost the board no call", async () => {
  const room = await makeRoom();
  const client = await connect(room, 0);
  await shows(room.tenantId, { sockets: { room: 1 } });
  const at = () =>
    runInDurableObject(registry(room.tenantId), (_, { storage }) => {
      return [...storage.sql.exec("SELECT at FROM told").raw()];
    });
  const before = await at();
  for (let i = 0; i < 20; i++) await client.send(`message ${i}`);
  await runDurableObjectAlarm(stubOf(room));
  // Nothing is left that would wake it.
  expect(await runInDurableObject(stubOf(room), (_, { storage }) => storage.getAlarm())).toBeNull();
  expect(await at()).toEqual(before);
});

it("asks those that said nothing for long, a few at a time: a runtime that died told nobody", async () => {
  const room = await makeRoom();
  const { tenantId } = room;
  await boardOf(tenantId).tell(tenantId, "room", room.roomId, told({ sockets: 5 }));
  for (let i = 0; i < 3; i++) await boardOf(tenantId).tell(tenantId, "room", newId<RoomId>(), told({ sockets: 1 }));
  expect(await sockets(tenantId)).toMatchObject({ room: 8 });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * MINUTE });
  expect(await sockets(tenantId)).toMatchObject({ room: 8 });
  await shows(tenantId, { sockets: { room: 0 } });
});

it("keeps a minute's sums for the charts, of the last fifteen, and writes nothing where nothing goes on", async () => {
  const tenantId = newId<TenantId>();
  const start = Date.UTC(2040, 5, 15, 12);
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  const room = newId<RoomId>();
  await boardOf(tenantId).tell(tenantId, "room", room, told({ sockets: 2, rows: 3, since: 1 }));
  await registryOf(bindings, tenantId).sweep(tenantId);
  vi.setSystemTime(start + MINUTE);
  await boardOf(tenantId).tell(tenantId, "room", room, told({}));
  await registryOf(bindings, tenantId).sweep(tenantId);
  expect((await pulse(tenantId)).minutes).toEqual([{ at: start, room: 2, inbox: 0, visit: 0, waiting: 3 }]);
  vi.setSystemTime(start + 15 * MINUTE);
  expect((await pulse(tenantId)).minutes).toEqual([]);
});
