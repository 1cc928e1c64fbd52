import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_SETTINGS, type NotifySettings } from "@/lib/notify/core/settings";
import { newId, type ClientId, type PersonId } from "@/lib/platform/ids";
import { FakeMail } from "../testing/fake-mail";
import { FakePostgres } from "../testing/fake-postgres";
import { FakePush } from "../testing/fake-push";
import { InboxClient, inboxStub } from "../testing/inbox-client";
import { Client, makeRoom, objects, type TestRoom } from "../testing/room-client";

/** Putting an object to sleep takes a second. */
vi.setConfig({ testTimeout: 30_000 });

const HOUR = 3_600_000;
let mail: FakeMail;
let push: FakePush;

beforeEach(() => {
  new FakePostgres();
  push = new FakePush();
  mail = new FakeMail();
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "info").mockImplementation(() => undefined);
});

const pair = (room: TestRoom): [PersonId, PersonId] => [room.people[0] ?? newId(), room.people[1] ?? newId()];
const dm = (over: object = {}) => makeRoom({ kind: "dm", visibility: "private", name: "", size: 2, ...over });

async function configure(
  room: TestRoom,
  person: PersonId,
  over: Partial<NotifySettings> = {},
  subscriptions = [] as Awaited<ReturnType<FakePush["subscribe"]>>[],
): Promise<void> {
  const settings = { ...DEFAULT_SETTINGS, version: Date.now(), ...over };
  const profile = { tenantSlug: "demo", settings, subscriptions };
  await objects.inbox(room.tenantId, person).configure(room.tenantId, person, profile);
}

/** Waits until so many messages wait for a mail to the person. */
async function waits(room: TestRoom, person: PersonId, count: number): Promise<void> {
  await vi.waitFor(
    async () => expect(await inSql(room, person, "SELECT count(*) FROM digest")).toEqual([[count]]),
    5_000,
  );
}

/** Sends, and answers the place in the log. */
async function said(talk: Client, body: string, thread?: number): Promise<number> {
  const answer = await talk.send(body, newId(), thread);
  if (answer.type !== "ack") throw new Error(answer.message);
  return answer.seq;
}

/** As if the messages, and the person's leaving, were so long ago; then the alarm. */
async function later(room: TestRoom, person: PersonId, byMs = HOUR): Promise<void> {
  await inSql(room, person, `UPDATE digest SET at = at - ${byMs}`);
  await inSql(room, person, `UPDATE meta SET value = value - ${byMs} WHERE key = 'last_seen'`);
  await ring(room, person);
}

async function ring(room: TestRoom, person: PersonId): Promise<void> {
  const stub = inboxStub(room.tenantId, person);
  await runInDurableObject(stub, (_instance, state) => state.storage.setAlarm(Date.now() + HOUR));
  await runDurableObjectAlarm(stub);
}

function inSql(room: TestRoom, person: PersonId, query: string): Promise<SqlStorageValue[][]> {
  return runInDurableObject(inboxStub(room.tenantId, person), (_instance, state) => [
    ...state.storage.sql.exec(query).raw(),
  ]);
}

describe("somebody who is away", () => {
  it("gets one mail of everything that waits, not before its time, and no second one", async () => {
    const room = await dm();
    const channel = await makeRoom({ tenantId: room.tenantId, members: room.people });
    const [ada, ben] = pair(room);
    const talk = await Client.connect(room, ada);
    const public_ = await Client.connect(channel, ada);
    await talk.send("first");
    await talk.send("second");
    await public_.send("for nobody");
    await public_.send(`<@${ben}> look here`);
    await waits(room, ben, 3);
    await later(room, ben, HOUR - 60_000);
    expect(mail.tried).toEqual([]);
    await later(room, ben);
    expect(mail.tried).toHaveLength(1);
    const { to, subject, text } = mail.tried[0] ?? { to: "", subject: "", text: "" };
    expect(to).toBe("somebody@demo.example");
    expect(subject).toBe("3 messages wait for you in Demo");
    expect(text).toContain("first");
    expect(text).toContain("look here");
    expect(text).not.toContain("for nobody");
    expect(text).toMatch(new RegExp(`http://parlor.test/demo/rooms/${room.roomId}\\?message=\\d+`));
    expect(text).toMatch(/http:\/\/parlor.test\/unsubscribe\/[\w.-]+/);
    await waits(room, ben, 0);
    await evictDurableObject(inboxStub(room.tenantId, ben));
    await later(room, ben);
    await talk.send("third");
    await waits(room, ben, 1);
    await later(room, ben);
    expect(mail.tried).toHaveLength(2);
    expect(mail.tried[1]?.text).not.toContain("first");
  });

  it("is told nothing of what was read, deleted or muted meanwhile, and of an edited text as it stands", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const muted = await makeRoom({ tenantId: room.tenantId, members: [ada, ben] });
    const left = await makeRoom({ tenantId: room.tenantId, members: [ada, ben] });
    const talk = await Client.connect(room, ada);
    const read = await said(talk, "was read");
    const deleted = await said(talk, "will be deleted");
    const edited = await said(talk, "befroe");
    await (await Client.connect(muted, ada)).send(`<@${ben}> in a muted room`);
    await (await Client.connect(left, ada)).send(`<@${ben}> in a room they left`);
    await waits(room, ben, 5);
    const rpc = objects.room(room.tenantId, room.roomId);
    await rpc.read(room.tenantId, ben, read);
    await talk.command({ type: "message.delete", clientId: newId(), target: deleted });
    await talk.command({ type: "message.edit", clientId: newId(), target: edited, body: "after", version: edited });
    await configure(room, ben, { levels: { [muted.roomId]: "none" } });
    const actor = { person: ada, tenantRole: "member" as const };
    await objects
      .room(left.tenantId, left.roomId)
      .act(left.tenantId, actor, { type: "member.remove", person: ben }, newId<ClientId>());
    await later(room, ben);
    expect(mail.tried).toHaveLength(1);
    expect(mail.tried[0]?.subject).toBe("A message waits for you in Demo");
    expect(mail.tried[0]?.text).toContain("after");
    await waits(room, ben, 0);
  });

  it("is told of replies in threads they follow, until they read them there", async () => {
    const room = await makeRoom({ size: 2 });
    const [ada, ben] = pair(room);
    const [talk, own] = [await Client.connect(room, ada), await Client.connect(room, ben)];
    const root = await said(own, "the beginning");
    await said(talk, "a reply", root);
    const second = await said(talk, "another reply", root);
    await waits(room, ben, 2);
    // The room's own cursor says nothing about the thread.
    await objects.room(room.tenantId, room.roomId).read(room.tenantId, ben, second);
    await later(room, ben);
    expect(mail.tried).toHaveLength(1);
    expect(mail.tried[0]?.text).toContain("another reply");
    const third = await said(talk, "a third reply", root);
    await waits(room, ben, 1);
    own.say({ type: "thread.read", root, upTo: third });
    await vi.waitFor(async () => {
      const waiting = await objects.room(room.tenantId, room.roomId).waiting(room.tenantId, ben, [third]);
      expect(waiting).toEqual([]);
    });
    await later(room, ben);
    expect(mail.tried).toHaveLength(1);
  });

  it("gets none while they are at a device, and then only after they have been away for as long", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const talk = await Client.connect(room, ada);
    await talk.send("hello");
    await waits(room, ben, 1);
    const page = await InboxClient.connect(room.tenantId, ben);
    await later(room, ben, 2 * HOUR);
    expect(mail.tried).toEqual([]);
    page.hangUp();
    await vi.waitFor(async () =>
      expect(await inSql(room, ben, "SELECT count(*) FROM meta WHERE key = 'last_seen'")).toEqual([[1]]),
    );
    await ring(room, ben);
    expect(mail.tried).toEqual([]);
    await later(room, ben);
    expect(mail.tried).toHaveLength(1);
  });

  it("is away too when every device of theirs is idle for as long", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const page = await InboxClient.connect(room.tenantId, ben);
    page.say({ type: "activity.set", active: false });
    await page.untilSo(() => page.stateOf(ben)?.state === "away");
    await (await Client.connect(room, ada)).send("hello");
    await waits(room, ben, 1);
    await later(room, ben);
    expect(mail.tried).toEqual([]);
    const stub = inboxStub(room.tenantId, ben);
    await runInDurableObject(stub, (_instance, state) => {
      for (const socket of state.getWebSockets()) {
        const device = socket.deserializeAttachment() as { activeAt: number };
        socket.serializeAttachment({ ...device, activeAt: device.activeAt - HOUR });
      }
    });
    await evictDurableObject(stub);
    await ring(room, ben);
    expect(mail.tried).toHaveLength(1);
  });

  it("gets none after they turned it off, nor about what came before they turned it on again", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const talk = await Client.connect(room, ada);
    await talk.send("before");
    await waits(room, ben, 1);
    await configure(room, ben, { digest: "off", version: 1 });
    await waits(room, ben, 0);
    await configure(room, ben, { digest: "short", version: 2 });
    await talk.send("after");
    await waits(room, ben, 1);
    await later(room, ben, HOUR / 4);
    expect(mail.tried).toHaveLength(1);
    expect(mail.tried[0]?.text).not.toContain("before");
  });

  it("reads no texts where the tenant hides them", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    mail.hideText = true;
    await (await Client.connect(room, ada)).send("the secret plan");
    await waits(room, ben, 1);
    await later(room, ben);
    expect(mail.tried[0]?.text).toContain("A message from Person");
    expect(mail.tried[0]?.text).not.toContain("secret");
  });
});

describe("once for each message", () => {
  it("is one mail, also when nobody knows whether the first try arrived", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    await (await Client.connect(room, ada)).send("hello");
    await waits(room, ben, 1);
    mail.works = false;
    await later(room, ben);
    expect(mail.tried).toEqual([]);
    await evictDurableObject(inboxStub(room.tenantId, ben));
    const open = (await inSql(room, ben, "SELECT value FROM meta WHERE key = 'digest_mail'")) as [[string]];
    expect(JSON.parse(open[0][0])).toMatchObject({ tries: 1 });
    mail.works = true;
    const due = "json_set(value, '$.notBefore', 0)";
    await inSql(room, ben, `UPDATE meta SET value = ${due} WHERE key = 'digest_mail'`);
    await ring(room, ben);
    expect(mail.outbox).toHaveLength(1);
    expect(mail.outbox[0]?.id).toBe((JSON.parse(open[0][0]) as { id: string }).id);
    await waits(room, ben, 0);
    await ring(room, ben);
    expect(mail.tried).toHaveLength(1);
  });

  it("is a push or a mail: what a browser took is not mailed, what none took is", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const browser = await push.subscribe();
    await configure(room, ben, {}, [browser]);
    const talk = await Client.connect(room, ada);
    await talk.send("was pushed");
    await vi.waitFor(() => expect(push.shown.get(browser.id)).toHaveLength(1));
    await waits(room, ben, 0);
    push.answer = () => 410;
    await talk.send("was not");
    await vi.waitFor(() => expect(push.requests).toHaveLength(2));
    await waits(room, ben, 1);
    await later(room, ben);
    expect(mail.tried).toHaveLength(1);
    expect(mail.tried[0]?.text).toContain("was not");
    expect(mail.tried[0]?.text).not.toContain("was pushed");
  });

  it("is a browser or a mail", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const page = await InboxClient.connect(room.tenantId, ben);
    page.say({ type: "device.set", focused: false, desktop: true });
    await (await Client.connect(room, ada)).send("shown");
    await page.until((frame) => frame.type === "notify");
    await waits(room, ben, 0);
  });
});
