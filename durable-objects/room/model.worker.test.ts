/**
 * The room log against a reference that fits on one page: random sends, repeats, reactions, joins, leaves, removals,
 * archiving, sleep, alarms, lost connections and resumes. After each run the object's rows, a fresh page and what every
 * client put together from its own frames must agree with the reference.
 */
import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { newId, type ClientId, type PersonId } from "@/lib/platform/ids";
import { foldEvent } from "@/lib/rooms/core/fold";
import type { MessageView, RoomEvent, RoomServerFrame } from "@/lib/rooms/protocol";
import type { RoomAct } from "@/lib/rooms/server/objects";
import { FakePostgres } from "../testing/fake-postgres";
import { ask, Client, makeRoom, objects, stubOf, type TestRoom } from "../testing/room-client";

beforeEach(() => {
  new FakePostgres();
});

const PEOPLE = 4;
const EMOJI = ["👍", "🎉", "❤️"];

interface Fact {
  type: RoomEvent["type"];
  author: PersonId;
  clientId: string;
}

/** The whole truth about a room, as naively as possible. */
class Reference {
  readonly log: Fact[] = [];
  readonly members: Set<PersonId>;
  archived = false;

  constructor(people: PersonId[]) {
    this.members = new Set(people);
  }

  /** What a command must be answered with: the seq it has or gets, or the code it is refused with. */
  say(fact: Fact, allowed: string | null): number | string {
    const known = this.log.findIndex(({ author, clientId }) => author === fact.author && clientId === fact.clientId);
    if (known >= 0) return known + 1;
    if (this.archived) return "conflict";
    if (allowed !== null) return allowed;
    return this.log.push(fact);
  }
}

/** One person's device: what it holds is put together only from what it was sent. */
class Device {
  client: Client | null = null;
  epoch = "";
  since = 0;
  readonly views = new Map<number, MessageView>();
  private read = 0;

  async connect(room: TestRoom, person: PersonId): Promise<Client> {
    if (this.client) return this.client;
    this.read = 0;
    const since = this.epoch === "" ? {} : { since: { epoch: this.epoch, since: this.since } };
    this.client = await Client.connect(room, person, since);
    return this.client;
  }

  /** Takes in every frame that came; a hole in the seqs is a failure of the room. */
  catchUp(): void {
    for (const frame of this.client?.frames.slice(this.read) ?? []) this.take(frame);
    this.read = this.client?.frames.length ?? 0;
  }

  private take(frame: RoomServerFrame): void {
    if (frame.type === "welcome") {
      this.epoch = frame.epoch;
      if (frame.catchUp.kind === "events") return;
      this.views.clear();
      for (const message of frame.catchUp.page.messages) this.views.set(message.seq, message);
      this.since = frame.catchUp.page.to;
    } else if ("author" in frame) {
      expect(frame.seq).toBe(this.since + 1);
      this.since = frame.seq;
      foldEvent(this.views, frame);
    }
  }
}

class Run {
  readonly room: TestRoom;
  readonly model: Reference;
  readonly devices: Device[];
  readonly messages: number[] = [];

  constructor(room: TestRoom) {
    this.room = room;
    this.model = new Reference(room.people);
    this.devices = room.people.map(() => new Device());
    const owner = this.person(0);
    for (const type of ["room.created", ...room.people.map(() => "member.joined")] as const) {
      this.model.log.push({ type: type as RoomEvent["type"], author: owner, clientId: newId() });
    }
  }

  person(index: number): PersonId {
    return this.room.people[index] ?? ("" as PersonId);
  }

  async say(
    index: number,
    clientId: string,
    frame: { kind: "send" } | { kind: "react"; target: number; emoji: string; on: boolean },
  ): Promise<void> {
    const person = this.person(index);
    const device = this.devices[index];
    if (!device || !this.model.members.has(person)) return;
    const client = await device.connect(this.room, person);
    const from = client.frames.length;
    const target = frame.kind === "react" ? (this.messages[frame.target % Math.max(1, this.messages.length)] ?? 1) : 0;
    if (frame.kind === "send") client.say({ type: "message.send", clientId, body: `by ${index}` });
    else client.say({ type: "reaction.set", clientId, target, emoji: frame.emoji, on: frame.on });
    const answer = await client.answer(clientId, from);
    const before = this.model.log.length;
    const type = frame.kind === "send" ? "message.created" : "reaction.set";
    const expected = this.model.say(
      { type, author: person, clientId },
      frame.kind === "react" && target === 1 ? "not_found" : null,
    );
    expect(answer.type === "ack" ? answer.seq : answer.code).toBe(expected);
    if (type === "message.created" && this.model.log.length > before) this.messages.push(before + 1);
  }

  async act(index: number, what: RoomAct): Promise<void> {
    const person = this.person(index);
    const clientId = newId<ClientId>();
    const done = await objects
      .room(this.room.tenantId, this.room.roomId)
      .act(this.room.tenantId, { person, tenantRole: "member" }, what, clientId);
    const fact = this.expected(person, what);
    if (fact) this.model.log.push({ type: fact, author: person, clientId });
    expect(done.status === "done" ? done.seq : done.code).toBe(this.code(person, what) ?? this.model.log.length);
    if (fact === "member.left") {
      const gone = what.type === "member.remove" ? what.person : person;
      this.model.members.delete(gone);
      const device = this.devices[this.room.people.indexOf(gone)];
      if (device?.client) {
        await device.client.untilClosed();
        device.catchUp();
        expect(device.since).toBeLessThan(this.model.log.length);
        device.client = null;
      }
    }
    if (fact === "member.joined") this.model.members.add(person);
    if (fact === "room.archived") this.model.archived = !this.model.archived;
  }

  drop(index: number): void {
    const device = this.devices[index];
    device?.catchUp();
    device?.client?.hangUp();
    if (device) device.client = null;
  }

  async check(): Promise<void> {
    const rows = await ask(this.room, "SELECT seq, type, author FROM events ORDER BY seq");
    expect(rows).toEqual(this.model.log.map(({ type, author }, index) => [index + 1, type, author]));
    const fresh = await objects
      .room(this.room.tenantId, this.room.roomId)
      .page(this.room.tenantId, this.person(0), { limit: 200 });
    if (fresh.status !== "done") throw new Error(fresh.message);
    expect(fresh.page).toMatchObject({ from: 1, to: this.model.log.length, atStart: true, atEnd: true });
    expect(fresh.page.messages.map(({ seq }) => seq)).toEqual(this.messages);
    for (const [index, device] of this.devices.entries()) {
      if (!this.model.members.has(this.person(index))) continue;
      this.drop(index);
      const client = await device.connect(this.room, this.person(index));
      await client.until((frame) => frame.type === "welcome");
      device.catchUp();
      expect(device.since).toBe(this.model.log.length);
      expect([...device.views.values()].toSorted((a, b) => a.seq - b.seq)).toEqual(fresh.page.messages);
      client.hangUp();
    }
  }

  private expected(person: PersonId, what: RoomAct): RoomEvent["type"] | null {
    if (this.code(person, what) !== null) return null;
    if (what.type === "room.archive") return what.archived === this.model.archived ? null : "room.archived";
    if (what.type === "member.join") return this.model.members.has(person) ? null : "member.joined";
    const gone = what.type === "member.remove" ? what.person : person;
    return this.model.members.has(gone) ? "member.left" : null;
  }

  private code(person: PersonId, what: RoomAct): string | null {
    if (what.type === "member.join") return this.model.archived ? "conflict" : null;
    // Removing oneself is leaving.
    if (what.type === "member.leave" || (what.type === "member.remove" && what.person === person)) {
      const isLastOwner = person === this.person(0) && this.model.members.size > 1;
      return isLastOwner ? "conflict" : null;
    }
    return person === this.person(0) ? null : "forbidden";
  }
}

const who = fc.nat(PEOPLE - 1);
const pool = fc.nat(40).map((n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`);
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ op: fc.constant("send" as const), who, clientId: pool }) },
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constant("react" as const),
      who,
      clientId: pool,
      target: fc.nat(20),
      emoji: fc.constantFrom(...EMOJI),
      on: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constantFrom("join" as const, "leave" as const, "drop" as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant("remove" as const),
      who: fc.constantFrom(1, 2, 3),
      by: fc.constantFrom(0, 0, 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant("archive" as const),
      who: fc.constantFrom(0, 0, 1),
      archived: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constantFrom("evict" as const, "alarm" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(run: Run, each: Step): Promise<void> {
  switch (each.op) {
    case "send":
      return run.say(each.who, each.clientId, { kind: "send" });
    case "react":
      return run.say(each.who, each.clientId, { kind: "react", target: each.target, emoji: each.emoji, on: each.on });
    case "join":
      return run.act(each.who, { type: "member.join" });
    case "leave":
      return run.act(each.who, { type: "member.leave" });
    case "remove":
      return run.act(each.by, { type: "member.remove", person: run.person(each.who) });
    case "archive":
      return run.act(each.who, { type: "room.archive", archived: each.archived });
    case "drop":
      return run.drop(each.who);
    case "evict":
      // Only what is awake can be put to sleep.
      await objects.room(run.room.tenantId, run.room.roomId).flush(0);
      return evictDurableObject(stubOf(run.room));
    case "alarm":
      await runDurableObjectAlarm(stubOf(run.room));
      return;
    default:
      each satisfies never;
  }
}

it("agrees with the reference, whatever happens", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const run = new Run(await makeRoom({ size: PEOPLE }));
      for (const each of steps) await take(run, each);
      await run.check();
    }),
    // What hangs, and what takes long to make smaller, is still said with its seed.
    { numRuns: 25, timeout: 20_000, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
  );
}, 120_000);
