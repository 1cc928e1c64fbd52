import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { NotifyProfile } from "@/lib/notify/core/profile";
import { DEFAULT_SETTINGS, type NotifySettings } from "@/lib/notify/core/settings";
import { newId, type ClientId, type PersonId, type TenantId } from "@/lib/platform/ids";
import type { InboxServerFrame } from "@/lib/rooms/protocol";
import { FakePostgres } from "../testing/fake-postgres";
import { FakePush } from "../testing/fake-push";
import { InboxClient, inboxStub } from "../testing/inbox-client";
import { ask, Client, makeRoom, objects, stubOf, type TestRoom } from "../testing/room-client";

/** Putting an object to sleep takes a second. */
vi.setConfig({ testTimeout: 30_000 });

let push: FakePush;

beforeEach(() => {
  new FakePostgres();
  push = new FakePush();
});

const pair = (room: TestRoom): [PersonId, PersonId] => [room.people[0] ?? newId(), room.people[1] ?? newId()];
const dm = (over: object = {}) => makeRoom({ kind: "dm", visibility: "private", name: "", size: 2, ...over });
const notified = (client: InboxClient) => client.frames.filter((frame) => frame.type === "notify");

async function configure(
  room: TestRoom,
  person: PersonId,
  over: Partial<NotifySettings> = {},
  subscriptions: NotifyProfile["subscriptions"] = [],
): Promise<void> {
  const settings = { ...DEFAULT_SETTINGS, version: Date.now(), ...over };
  await objects
    .inbox(room.tenantId, person)
    .configure(room.tenantId, person, { tenantSlug: "demo", settings, subscriptions });
}

/** Waits until the room has told everybody of everything, and the inbox has taken it. */
async function settled(room: TestRoom, person: PersonId, told: number): Promise<void> {
  await vi.waitFor(async () =>
    expect(await inSql(room.tenantId, person, "SELECT count(*) FROM told")).toEqual([[told]]),
  );
}

describe("a connected browser", () => {
  it("is told once of a direct message, in all of its pages, and no other browser is", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const pages = await Promise.all([1, 2].map(() => InboxClient.connect(room.tenantId, ben)));
    for (const page of pages) page.say({ type: "device.set", focused: false, desktop: true });
    const talk = await Client.connect(room, ada);
    await talk.send("hello");
    for (const page of pages) await page.until((frame) => frame.type === "notify");
    expect(notified(pages[0] ?? fail())).toMatchObject([
      { notice: { room: room.roomId, seq: expect.any(Number), author: ada, body: "hello", kind: "dm" }, sound: false },
    ]);
    await evictDurableObject(inboxStub(room.tenantId, ben));
    // Told again, as after an answer that was lost.
    const frame = notified(pages[0] ?? fail())[0] as Extract<InboxServerFrame, { type: "notify" }>;
    await objects.inbox(room.tenantId, ben).news(room.tenantId, ben, [frame.notice]);
    await talk.send("again");
    for (const page of pages) await page.untilSo(() => notified(page).length >= 2);
    for (const page of pages) expect(notified(page)).toHaveLength(2);
  });

  it("is left alone while somebody sits at it, for one's own messages, and in quiet times", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const page = await InboxClient.connect(room.tenantId, ben);
    const [talk, own] = [await Client.connect(room, ada), await Client.connect(room, ben)];
    page.say({ type: "device.set", focused: true, desktop: true });
    await page.untilSo(() => true);
    await talk.send("one");
    await settled(room, ben, 1);
    page.say({ type: "device.set", focused: false, desktop: true });
    page.say({ type: "presence.set", mode: "dnd" });
    await page.until((frame) => frame.type === "presence" && frame.people.some(({ state }) => state === "dnd"));
    await talk.send("two");
    await settled(room, ben, 2);
    page.say({ type: "presence.set", mode: "auto" });
    await page.untilSo(() => page.stateOf(ben)?.state === "online");
    await own.send("mine");
    await talk.send("three");
    await page.until((frame) => frame.type === "notify");
    expect(notified(page)).toMatchObject([{ notice: { body: "three" } }]);
  });

  it("hears in a channel of mentions, and of all or of a word when that was chosen, from rooms joined later as well", async () => {
    const room = await makeRoom({ size: 2 });
    const [ada, ben] = pair(room);
    const page = await InboxClient.connect(room.tenantId, ben);
    page.say({ type: "device.set", focused: false, desktop: true });
    const talk = await Client.connect(room, ada);
    await talk.send("nobody in particular");
    await talk.send(`<@${ben}> look`);
    await page.untilSo(() => notified(page).length === 1);
    await configure(room, ben, { keywords: ["deploy"] });
    await vi.waitFor(async () => expect(await ask(room, "SELECT count(*) FROM wants")).toEqual([[1]]));
    await talk.send("the deploy is done");
    await page.untilSo(() => notified(page).length === 2);
    const later = await makeRoom({ tenantId: room.tenantId, members: [ada, ben] });
    await vi.waitFor(async () => expect(await ask(later, "SELECT count(*) FROM wants")).toEqual([[1]]));
    await configure(room, ben, { version: Date.now() + 1, levels: { [room.roomId]: "all" } });
    await vi.waitFor(async () =>
      expect(await ask(room, "SELECT wants FROM wants")).toEqual([[JSON.stringify({ all: true, keywords: [] })]]),
    );
    await evictDurableObject(stubOf(room));
    await talk.send("anything");
    await page.untilSo(() => notified(page).length === 3);
    const bodies = notified(page).map((frame) => (frame.type === "notify" ? frame.notice.body : ""));
    expect(bodies).toEqual([`<@${ben}> look`, "the deploy is done", "anything"]);
  });

  it("shows settings of another device at once, and never older ones", async () => {
    const room = await dm();
    const [, ben] = pair(room);
    const page = await InboxClient.connect(room.tenantId, ben);
    await configure(room, ben, { version: 7, sound: true });
    await configure(room, ben, { version: 6, sound: false });
    await configure(room, ben, { version: 8, sound: true });
    const seen = () => page.frames.flatMap((f) => (f.type === "notify.settings" ? [f.settings.version] : []));
    await page.untilSo(() => seen().includes(8));
    expect(seen()).toEqual([0, 7, 8]);
  });
});

describe("a closed browser", () => {
  it("is pushed each message exactly once, whatever sleeps meanwhile", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const subscriptions = [await push.subscribe(), await push.subscribe()];
    await configure(room, ben, {}, subscriptions);
    const talk = await Client.connect(room, ada);
    for (let i = 1; i <= 5; i++) {
      await talk.send(`message ${i}`);
      await vi.waitFor(() => expect(push.requests).toHaveLength(2 * i), 5_000);
      if (i % 2 === 0) await evictDurableObject(inboxStub(room.tenantId, ben));
      if (i === 3) await evictDurableObject(stubOf(room));
    }
    for (const { id } of subscriptions) {
      expect(push.shown.get(id)?.map(({ body }) => body)).toEqual([1, 2, 3, 4, 5].map((i) => `message ${i}`));
    }
    expect(push.shown.get(subscriptions[0]?.id ?? "")?.[0]?.url).toMatch(
      new RegExp(`^/demo/rooms/${room.roomId}\\?message=\\d+$`),
    );
    await evictDurableObject(inboxStub(room.tenantId, ben));
    await runDurableObjectAlarm(inboxStub(room.tenantId, ben));
    expect(push.requests).toHaveLength(10);
  });

  it("is sent the same notification again when nobody knows whether it was sent", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const subscription = await push.subscribe();
    await configure(room, ben, {}, [subscription]);
    const talk = await Client.connect(room, ada);
    await talk.send("hello");
    await vi.waitFor(() => expect(push.shown.get(subscription.id)).toHaveLength(1));
    // The object fell asleep before the answer came.
    const notice = { room: room.roomId, seq: 4, kind: "dm", name: "", at: 1, author: ada, body: "hello" };
    await runInDurableObject(inboxStub(room.tenantId, ben), (_instance, state) => {
      const [{ seq } = { seq: 0 }] = state.storage.sql.exec<{ seq: number }>("SELECT seq FROM told").toArray();
      state.storage.sql.exec(
        "INSERT INTO pushes (subscription, room, seq, notice, tries, not_before) VALUES (?, ?, ?, ?, 1, 0)",
        subscription.id,
        room.roomId,
        seq,
        JSON.stringify({ ...notice, seq }),
      );
    });
    await runDurableObjectAlarm(inboxStub(room.tenantId, ben));
    await objects.inbox(room.tenantId, ben).configure(room.tenantId, ben, {
      tenantSlug: "demo",
      settings: { ...DEFAULT_SETTINGS, version: Date.now() + 1 },
      subscriptions: [subscription],
    });
    await talk.send("next");
    await vi.waitFor(() => expect(push.shown.get(subscription.id)?.length).toBe(3), 5_000);
    const [first, second, third] = push.shown.get(subscription.id)?.map(({ tag }) => tag) ?? [];
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it("is tried again after a failure of the push service, and forgotten when it is gone", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const subscriptions = [await push.subscribe(), await push.subscribe()];
    const [flaky, gone] = subscriptions.map(({ id }) => id);
    await configure(room, ben, {}, subscriptions);
    push.answer = (id) => (id === gone ? 410 : 503);
    const talk = await Client.connect(room, ada);
    await talk.send("hello");
    await vi.waitFor(() => expect(push.requests).toHaveLength(2));
    push.answer = () => 201;
    await vi.waitFor(async () =>
      expect(await inSql(room.tenantId, ben, "SELECT subscription, tries FROM pushes")).toEqual([[flaky, 1]]),
    );
    await runInDurableObject(inboxStub(room.tenantId, ben), (_instance, state) => {
      state.storage.sql.exec("UPDATE pushes SET not_before = 0");
    });
    await evictDurableObject(inboxStub(room.tenantId, ben));
    await runDurableObjectAlarm(inboxStub(room.tenantId, ben));
    await vi.waitFor(() => expect(push.shown.get(flaky ?? "")).toHaveLength(1));
    await talk.send("second");
    await vi.waitFor(() => expect(push.shown.get(flaky ?? "")).toHaveLength(2));
    expect(push.requests.filter((id) => id === gone)).toHaveLength(1);
  });

  it("is not pushed what an active browser shows, nor after signing out there", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    await configure(room, ben, {}, [await push.subscribe("kept"), await push.subscribe("ended")]);
    const page = await InboxClient.connect(room.tenantId, ben);
    page.say({ type: "device.set", focused: false, desktop: true });
    const talk = await Client.connect(room, ada);
    await talk.send("shown there");
    await page.until((frame) => frame.type === "notify");
    expect(push.requests).toEqual([]);
    await objects.inbox(room.tenantId, ben).endSession(room.tenantId, ben, "ended");
    page.say({ type: "activity.set", active: false });
    await page.untilSo(() => page.stateOf(ben)?.state === "away");
    await talk.send("pushed");
    await vi.waitFor(() => expect(push.requests).toHaveLength(1));
    expect([...push.shown.values()].map((shown) => shown.length)).toEqual([1, 0]);
    expect(notified(page)).toHaveLength(1);
  });
});

describe("the end of a membership", () => {
  it("of a room stops what is under way, and whatever is told late", async () => {
    const room = await makeRoom({ size: 2 });
    const [ada, ben] = pair(room);
    await configure(room, ben, { levels: { [room.roomId]: "all" } }, [await push.subscribe()]);
    push.answer = () => 503;
    const talk = await Client.connect(room, ada);
    await talk.send(`<@${ben}> before`);
    await vi.waitFor(() => expect(push.requests).toHaveLength(1));
    push.answer = () => 201;
    const actor = { person: ada, tenantRole: "member" as const };
    const rpc = objects.room(room.tenantId, room.roomId);
    await rpc.act(room.tenantId, actor, { type: "member.remove", person: ben }, newId<ClientId>());
    expect(await inSql(room.tenantId, ben, "SELECT * FROM pushes")).toEqual([]);
    await talk.send(`<@${ben}> after`);
    const late = { room: room.roomId, kind: "channel", name: "x", seq: 99, at: 1, author: ada, body: "late" } as const;
    const notice = { ...late, mentioned: true, everybody: null, thread: null, followed: false };
    await objects.inbox(room.tenantId, ben).news(room.tenantId, ben, [notice]);
    expect(await inSql(room.tenantId, ben, "SELECT * FROM pushes")).toEqual([]);
    expect(push.requests).toHaveLength(1);
  });

  it("of the tenant forgets every subscription", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    await configure(room, ben, {}, [await push.subscribe()]);
    await (await Client.connect(room, ada)).send("before");
    await vi.waitFor(() => expect(push.requests).toHaveLength(1));
    await objects.inbox(room.tenantId, ben).expel(room.tenantId, ben, ada);
    const [[profile]] = (await inSql(room.tenantId, ben, "SELECT value FROM meta WHERE key = 'notify'")) as [[string]];
    expect(JSON.parse(profile)).toMatchObject({ subscriptions: [] });
    const other = await dm({ tenantId: room.tenantId });
    await objects.inbox(newId<TenantId>(), ben).news(room.tenantId, ben, []);
    expect(await ask(other, "SELECT count(*) FROM owed")).toEqual([[0]]);
  });
});

function fail(): never {
  throw new Error("There is no such page.");
}

async function inSql(tenantId: TenantId, person: PersonId, query: string): Promise<SqlStorageValue[][]> {
  return runInDurableObject(inboxStub(tenantId, person), (_instance, state) => [
    ...state.storage.sql.exec(query).raw(),
  ]);
}
