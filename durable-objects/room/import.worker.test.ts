import { beforeEach, expect, it } from "vitest";
import { newId, type ClientId, type PersonId } from "@/lib/platform/ids";
import type { ImportedEvent } from "@/lib/rooms/server/objects";
import { FakePostgres } from "../testing/fake-postgres";
import { Client, makeRoom, objects, type TestRoom } from "../testing/room-client";

beforeEach(() => {
  new FakePostgres();
});

type Message = Extract<ImportedEvent, { type: "message" }>;
type Reaction = Extract<ImportedEvent, { type: "reaction" }>;

const message = (over: Partial<Message> = {}): Message => ({
  type: "message",
  clientId: newId<ClientId>(),
  author: newId<PersonId>(),
  at: 1_500_000_000_000,
  body: "old",
  threadClientId: null,
  source: "slack",
  ...over,
});
const reaction = (target: Message, over: Partial<Reaction> = {}): Reaction => ({
  type: "reaction",
  clientId: newId<ClientId>(),
  author: newId<PersonId>(),
  at: 1_500_000_000_001,
  targetClientId: target.clientId,
  targetAuthor: target.author,
  emoji: "🎉",
  source: "slack",
  ...over,
});
const rpcOf = (room: TestRoom) => objects.room(room.tenantId, room.roomId);

it("resolves threads and reactions by client id, across batches, and repeats without effect", async () => {
  const room = await makeRoom();
  const root = message();
  const reply = message({ threadClientId: root.clientId });
  const nested = message({ threadClientId: reply.clientId });
  const first = await rpcOf(room).importEvents(room.tenantId, [root, reply]);
  expect(first).toMatchObject({ status: "done", added: 2, repeated: 0, head: 6, skipped: [], notes: [] });
  const batch = [nested, reaction(root), reaction(root, { emoji: ":party-parrot:" })];
  expect(await rpcOf(room).importEvents(room.tenantId, batch)).toMatchObject({ added: 3 });
  expect(await rpcOf(room).importEvents(room.tenantId, [root, reply, ...batch])).toMatchObject({
    added: 0,
    repeated: 5,
    head: 9,
  });
  const page = await rpcOf(room).page(room.tenantId, room.people[0] ?? newId(), { limit: 50 });
  if (page.status !== "done") throw new Error(page.message);
  expect(page.page.messages.map(({ seq, thread, at }) => ({ seq, thread, at }))).toEqual([
    { seq: 5, thread: null, at: 1_500_000_000_000 },
  ]);
  const thread = await rpcOf(room).thread(room.tenantId, room.people[0] ?? newId(), {
    root: 5,
    before: null,
    limit: 9,
  });
  if (thread.status !== "done") throw new Error(thread.message);
  expect(thread.page.messages.map(({ seq, thread: root }) => [seq, root])).toEqual([
    [6, 5],
    [7, 5],
  ]);
  expect(thread.page.root.replies).toMatchObject({ count: 2, lastSeq: 7 });
  expect(Object.keys(page.page.messages[0]?.reactions ?? {})).toEqual(["🎉", ":party-parrot:"]);
});

it("keeps what it can and says what it could not", async () => {
  const room = await makeRoom();
  const orphan = message({ threadClientId: newId<ClientId>() });
  const empty = message({ body: " \u0000 " });
  const long = message({ body: "x".repeat(40_001) });
  const lost = reaction(message());
  const odd = reaction(orphan, { emoji: "not emoji" });
  const answer = await rpcOf(room).importEvents(room.tenantId, [
    orphan,
    empty,
    long,
    lost,
    odd,
    message({ body: "y".repeat(39_999) }),
  ]);
  expect(answer).toMatchObject({
    added: 2,
    notes: [{ clientId: orphan.clientId, reason: "thread_root_missing" }],
    skipped: [
      { clientId: empty.clientId, reason: "empty" },
      { clientId: long.clientId, reason: "too_long" },
      { clientId: lost.clientId, reason: "target_missing" },
      { clientId: odd.clientId, reason: "not_an_emoji" },
    ],
  });
});

it("reaches people who look on, and makes nothing unread", async () => {
  const room = await makeRoom();
  const ada = room.people[0] ?? newId<PersonId>();
  const watching = await Client.connect(room, ada);
  await rpcOf(room).importEvents(room.tenantId, [message(), message()]);
  await watching.until((frame) => "seq" in frame && frame.seq === 6);
  expect((await Client.connect(room, ada)).welcome.unread).toBe(0);
});
