/** What the objects of a tenant do when it is suspended, and when it is erased. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { mintTicket } from "@/lib/rooms/server/ticket";
import { newId, type PersonId, type TenantId } from "@/lib/platform/ids";
import { CLOSE } from "@/lib/rooms/protocol";
import type { Erasable } from "@/lib/rooms/server/objects";
import type { TenantPolicy } from "@/lib/quotas/protocol";
import { FakePostgres } from "./testing/fake-postgres";
import { InboxClient, inboxStub } from "./testing/inbox-client";
import { documentOf, TestKnowledge } from "./testing/knowledge-client";
import { TestSession } from "./testing/session-client";
import { bindings, Client, knock, makeRoom, objects, stubOf, type TestRoom } from "./testing/room-client";

beforeEach(() => {
  new FakePostgres();
  vi.spyOn(console, "info").mockImplementation(() => undefined);
});

const ada = (room: TestRoom): PersonId => room.people[0] ?? ("" as PersonId);
const SUSPENDED = { code: CLOSE.suspended, reason: "suspended" };

function ticketFrom(room: TestRoom, mintedAt: number): Promise<string> {
  const who = { tenant: room.tenantId, person: ada(room), role: "member", session: "s", device: "d" } as const;
  return mintTicket(bindings.TICKET_SECRET, { aud: "room", room: room.roomId, ...who }, mintedAt);
}

describe("a suspended tenant", () => {
  it("has no socket open: rooms and inboxes close theirs, however many and wherever, through the registry", async () => {
    const rooms = await Promise.all([makeRoom(), makeRoom()]);
    const tenantId = newId<TenantId>();
    const ours = await Promise.all([makeRoom({ tenantId }), makeRoom({ tenantId })]);
    const people = ours.map(ada);
    const clients = await Promise.all([
      ...ours.map((room) => Client.connect(room, ada(room))),
      ...people.map((person) => InboxClient.connect(tenantId, person)),
    ]);
    const others = await Promise.all(rooms.map((room) => Client.connect(room, ada(room))));
    const whom = { rooms: [...ours, ...rooms].map(({ roomId }) => roomId), people };
    expect(await objects.registry(tenantId).suspend(tenantId, Date.now(), whom)).toEqual({ unheard: 0 });
    expect(await Promise.all(clients.map((client) => client.untilClosed()))).toEqual(clients.map(() => SUSPENDED));
    // Rooms of other tenants, named by mistake, go on.
    for (const other of others) expect(await other.send("still here")).toMatchObject({ type: "ack" });
  });

  it("lets nobody in with a ticket from before, also after sleep; one from after it came back opens", async () => {
    const room = await makeRoom();
    const { tenantId } = room;
    const person = ada(room);
    const at = Date.now() - 5_000;
    await objects.room(tenantId, room.roomId).suspend(tenantId, at);
    await objects.inbox(tenantId, person).suspend(tenantId, person, at);
    await evictDurableObject(stubOf(room));
    const early = await knock(room, person, { ticket: await ticketFrom(room, at - 2_000) });
    expect([early.status, early.webSocket]).toEqual([403, null]);
    await expect(InboxClient.connect(tenantId, person, "s", at - 2_000)).rejects.toThrow("403");
    await Client.connect(room, person, { ticket: await ticketFrom(room, Date.now()) });
    await InboxClient.connect(tenantId, person);
  });

  it("is nothing that another tenant's call can bring about", async () => {
    const room = await makeRoom();
    const client = await Client.connect(room, ada(room));
    const stranger = newId<TenantId>();
    await objects.room(stranger, room.roomId).suspend(stranger, Date.now());
    const { CHAT_ROOM, INBOX } = bindings;
    // Even where it reaches the object itself.
    const direct = CHAT_ROOM.getByName(`t:${room.tenantId}:room:${room.roomId}`) as unknown as ReturnType<
      typeof objects.room
    >;
    await direct.suspend(stranger, Date.now() + 60_000);
    await direct.erase(stranger);
    expect(await client.send("still here")).toMatchObject({ type: "ack" });
    const inbox = await InboxClient.connect(room.tenantId, ada(room));
    const own = INBOX.getByName(`t:${room.tenantId}:user:${ada(room)}`) as unknown as ReturnType<typeof objects.inbox>;
    await own.suspend(stranger, ada(room), Date.now() + 60_000);
    await own.erase(stranger, ada(room));
    expect(inbox.closed).toBeNull();
    await InboxClient.connect(room.tenantId, ada(room));
  });
});

describe("an erased tenant", () => {
  it("leaves no row in any of its objects, and its rooms answer like those that never were", async () => {
    const room = await makeRoom();
    const { tenantId, roomId } = room;
    const person = ada(room);
    const talk = await Client.connect(room, person);
    await InboxClient.connect(tenantId, person);
    await talk.send("to be forgotten");
    const registry = objects.registry(tenantId);
    await registry.suspend(tenantId, Date.now(), { rooms: [roomId], people: [person] });
    expect(await registry.erase(tenantId, { rooms: [roomId], people: [person], sessions: [] })).toEqual({ unheard: 0 });
    await registry.eraseOnes(tenantId);
    await registry.eraseSelf(tenantId);
    await expectNothingIn([
      stubOf(room),
      inboxStub(tenantId, person),
      bindings.PRESENCE.getByName(`t:${tenantId}:presence`),
      bindings.OUTBOX_REGISTRY.getByName(`t:${tenantId}:outbox`),
    ]);
    const nowhere = newId<typeof roomId>();
    const gone = await objects.room(tenantId, roomId).standing(tenantId, person);
    expect(gone).toEqual(await objects.room(tenantId, nowhere).standing(tenantId, person));
  });

  it("leaves nothing of what its projects know, and another tenant's call takes nothing", async () => {
    const [gone, kept] = [new TestKnowledge(), new TestKnowledge()];
    for (const one of [gone, kept]) await one.put(documentOf("# Returns\n\nGoods may be sent back within 30 days."));
    const none = { rooms: [], people: [], sessions: [] };
    const projects = [gone.projectId, kept.projectId];
    expect(await objects.registry(gone.tenantId).erase(gone.tenantId, { ...none, projects })).toEqual({ unheard: 0 });
    await kept.rpc.erase(gone.tenantId, kept.projectId);
    await expectNothingIn([gone.stub]);
    expect(await kept.titles("sent back")).toEqual(["Returns"]);
  });

  it("leaves none of its sessions' words and none of its use, and another tenant's call takes nothing", async () => {
    const [gone, kept] = [await new TestSession().create(), await new TestSession().create()];
    for (const one of [gone, kept]) {
      await one.post({ content: "to be forgotten" });
      await objects.meter(one.tenantId).putPolicy(one.tenantId, { ...POLICY, version: 1 });
    }
    const sessions = [gone.sessionId, kept.sessionId];
    const none = { rooms: [], people: [] };
    expect(await objects.registry(gone.tenantId).erase(gone.tenantId, { ...none, sessions })).toEqual({ unheard: 0 });
    await objects.registry(gone.tenantId).eraseOnes(gone.tenantId);
    await (bindings.METER.getByName(`t:${kept.tenantId}:meter`) as unknown as Erasable).erase(gone.tenantId);
    await (kept.rpc as unknown as Erasable).erase(gone.tenantId);
    await expectNothingIn([gone.stub, bindings.METER.getByName(`t:${gone.tenantId}:meter`)]);
    expect(await kept.messages()).toHaveLength(2);
    const left = await runInDurableObject(bindings.METER.getByName(`t:${kept.tenantId}:meter`), (_object, state) =>
      state.storage.sql.exec("SELECT name FROM sqlite_master").toArray(),
    );
    expect(left.length).toBeGreaterThan(0);
  });
});

const POLICY: TenantPolicy = {
  version: 1,
  status: "active",
  tier: "free",
  quotas: { requestsPerMonth: null, tokensPerMonth: null, costPerMonth: null, concurrentStreams: null },
  zone: "UTC",
  defaultModel: null,
  models: null,
  tools: null,
  systemPrompt: "",
  apiOrigins: [],
};

/** No table, no value and no alarm, also after the object woke anew. */
async function expectNothingIn(stubs: readonly DurableObjectStub[]): Promise<void> {
  for (const stub of stubs) {
    await evictDurableObject(stub);
    const left = await runInDurableObject(stub, async (_object, state) => [
      [...state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'").raw()],
      [...(await state.storage.list())],
      await state.storage.getAlarm(),
    ]);
    expect(left).toEqual([[], [], null]);
  }
}
