/** One room of the run: does random things in it one after the other, and tells its reference what was done. */
import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { newId, type ClientId, type PersonId } from "@/lib/platform/ids";
import type { RoomEvent, RoomFrame } from "@/lib/rooms/protocol";
import type { RoomAct } from "@/lib/rooms/server/objects";
import { ask, type Client, objects, stubOf, type TestRoom } from "@/durable-objects/testing/room-client";
import type { Random } from "../chaos/driver/random";
import { RoomDevice } from "./device";
import { RoomReference, type Written } from "./reference";

const DEVICES = 3;
/** Sockets of people who look at the room; beyond it the longest open one leaves. */
const OPEN_MAX = 8;
const EMOJI = ["👍", "🎉", "❤️"] as const;

export class RoomLane {
  /** How often the room was put to sleep. */
  evictions = 0;
  readonly room: TestRoom;
  readonly reference: RoomReference;
  readonly everybody: readonly PersonId[];
  private readonly random: Random;
  private readonly devices = new Map<string, RoomDevice>();

  constructor(room: TestRoom, everybody: readonly PersonId[], random: Random) {
    this.room = room;
    this.everybody = everybody;
    this.random = random;
    this.reference = new RoomReference(room.people, room.people.length + 1);
  }

  /** One operation. */
  async step(): Promise<void> {
    const dice = this.random.below(100);
    if (dice < 26) return this.send(null);
    if (dice < 42) return this.reply();
    if (dice < 50) return this.edit();
    if (dice < 55) return this.remove();
    if (dice < 60) return this.react();
    if (dice < 64) return this.pin();
    if (dice < 76) return this.read();
    if (dice < 82) return this.unread();
    if (dice < 87) return this.readThread();
    if (dice < 91) return this.follow();
    if (dice < 95) return this.comeOrGo();
    if (dice < 96) return this.archive();
    return this.disturb();
  }

  async log(): Promise<RoomEvent[]> {
    const rows = await ask(this.room, "SELECT data FROM events ORDER BY seq");
    return rows.map(([data]) => JSON.parse(String(data)) as RoomEvent);
  }

  /** What devices of members show that they should not. */
  async differences(log: readonly RoomEvent[]): Promise<string[]> {
    const found: string[] = [];
    for (const [name, device] of this.devices) {
      if (!this.reference.members.has(name.split("/")[0] as PersonId)) continue;
      found.push(...(await device.differences(log)).map((what) => `${name}: ${what}`));
    }
    return found;
  }

  private get members(): PersonId[] {
    return [...this.reference.members];
  }

  private person(): PersonId {
    return this.pick(this.members);
  }

  private pick<T>(list: readonly T[]): T {
    const found = list[this.random.below(list.length)];
    if (found === undefined) throw new Error("Nothing to pick from.");
    return found;
  }

  private async device(person: PersonId): Promise<RoomDevice> {
    const name = `${person}/${this.random.below(DEVICES)}`;
    const device = this.devices.get(name) ?? new RoomDevice(this.room, person);
    this.devices.delete(name);
    this.devices.set(name, device);
    for (const [other, old] of [...this.devices].slice(0, -OPEN_MAX)) {
      old.drop();
      this.devices.delete(other);
    }
    await device.online();
    return device;
  }

  private async client(person: PersonId): Promise<Client> {
    return (await this.device(person)).online();
  }

  /** The place of a command in the log; null when it was refused. */
  private async say(person: PersonId, frame: Extract<RoomFrame, { clientId: string }>): Promise<number | null> {
    const client = await this.client(person);
    client.say(frame);
    const answer = await client.answer(frame.clientId);
    return answer.type === "ack" ? answer.seq : null;
  }

  /** Says something that has no answer, and waits until the room has dealt with it: a refusal comes after it. */
  private async tell(person: PersonId, frame: RoomFrame): Promise<void> {
    const client = await this.client(person);
    client.say(frame);
    const clientId = newId();
    client.say({ type: "message.pin", clientId, target: 0, on: true });
    await client.answer(clientId);
  }

  private text(): string {
    const words = [`text ${this.random.below(1_000)}`];
    if (this.random.chance(0.25)) words.push(`<@${this.pick(this.everybody)}>`);
    if (this.random.chance(0.06)) words.push(this.random.pick(["<!room>", "<!here>"]));
    if (this.random.chance(0.05)) words.push(`\`<@${this.pick(this.everybody)}>\``);
    return words.join(" ");
  }

  private message(which: (message: Written) => boolean = () => true): Written | null {
    const found = this.reference.written.slice(-40).filter((message) => !message.deleted && which(message));
    return found.length === 0 ? null : this.pick(found);
  }

  private async send(thread: number | null): Promise<void> {
    const person = this.person();
    const body = this.text();
    const place = thread === null ? {} : { thread, ...(this.random.chance(0.2) ? { alsoInRoom: true } : {}) };
    const seq = await this.say(person, { type: "message.send", clientId: newId(), body, ...place });
    if (seq !== null) this.reference.wrote(seq, person, body, thread);
  }

  private async reply(): Promise<void> {
    const root = this.message(({ thread }) => thread === null);
    if (root) await this.send(root.seq);
  }

  private async edit(): Promise<void> {
    const message = this.message(({ author }) => this.reference.members.has(author));
    if (!message) return;
    const body = this.text();
    const version = this.reference.head;
    const frame = { type: "message.edit", clientId: newId(), target: message.seq, body, version } as const;
    const seq = await this.say(message.author, frame);
    if (seq !== null && body !== message.body) this.reference.edited(seq, message.seq, body);
  }

  private async remove(): Promise<void> {
    const message = this.message(({ author }) => this.reference.members.has(author));
    if (!message) return;
    const by = this.random.chance(0.3) ? this.owner : message.author;
    const seq = await this.say(by, { type: "message.delete", clientId: newId(), target: message.seq });
    if (seq !== null) this.reference.deleted(seq, message.seq);
  }

  private async react(): Promise<void> {
    const message = this.message();
    if (!message) return;
    const on = this.random.chance(0.7);
    const frame = { type: "reaction.set", target: message.seq, emoji: this.random.pick(EMOJI), on } as const;
    this.reached(await this.say(this.person(), { ...frame, clientId: newId() }));
  }

  private async pin(): Promise<void> {
    const message = this.message();
    if (!message) return;
    const on = this.random.chance(0.6);
    this.reached(await this.say(this.person(), { type: "message.pin", clientId: newId(), target: message.seq, on }));
  }

  private async read(): Promise<void> {
    const person = this.person();
    const upTo = this.random.chance(0.7) ? this.reference.head : this.random.below(this.reference.head + 1);
    const stale = this.random.chance(0.2);
    await this.tell(person, { type: "read.set", upTo, ...(stale ? { version: 0 } : {}) });
    this.reference.read(person, upTo, stale);
  }

  private async unread(): Promise<void> {
    const person = this.person();
    const from = 1 + this.random.below(this.reference.head);
    await this.tell(person, { type: "unread.set", from });
    this.reference.unread(person, from);
  }

  private async readThread(): Promise<void> {
    const root = this.message(({ thread }) => thread === null);
    if (!root) return;
    const person = this.person();
    const device = await this.device(person);
    if (this.random.chance(0.5)) await device.openThread(root.seq);
    const upTo = this.reference.head - this.random.below(5);
    if (upTo < 1) return;
    await this.tell(person, { type: "thread.read", root: root.seq, upTo });
    this.reference.readThread(person, root.seq, upTo);
  }

  private async follow(): Promise<void> {
    const message = this.message();
    if (!message) return;
    const person = this.person();
    const on = this.random.chance(0.5);
    await this.tell(person, { type: "thread.follow", root: message.seq, on });
    this.reference.follow(person, message.seq, on);
  }

  private async comeOrGo(): Promise<void> {
    const outside = this.everybody.filter((person) => !this.reference.members.has(person));
    const joins = outside.length > 0 && (this.members.length < 3 || this.random.chance(0.6));
    const person = joins ? this.pick(outside) : this.pick(this.members.filter((each) => each !== this.owner));
    const seq = await this.act(person, { type: joins ? "member.join" : "member.leave" });
    if (seq === null) return;
    if (joins) return this.reference.joined(person, seq);
    this.reached(seq);
    this.reference.members.delete(person);
    for (const [name, device] of [...this.devices]) {
      if (!name.startsWith(person)) continue;
      device.drop();
      this.devices.delete(name);
    }
  }

  private async archive(): Promise<void> {
    // Never for long: most of the rest is refused meanwhile.
    for (const archived of [true, false]) {
      this.reached(await this.act(this.owner, { type: "room.archive", archived }));
      if (archived) await this.send(null);
    }
  }

  /** Cuts, sleep and alarms. */
  private async disturb(): Promise<void> {
    const what = this.random.below(10);
    if (what < 5) return this.devices.get(this.pick([...this.devices.keys(), ""]))?.drop();
    if (what < 8) return void (await runDurableObjectAlarm(stubOf(this.room)));
    // Only what is awake can be put to sleep.
    await objects.room(this.room.tenantId, this.room.roomId).flush(0);
    // Refused while a call is on its way, which a busy machine may take long over: another time, then.
    await evictDurableObject(stubOf(this.room)).then(
      () => this.evictions++,
      (error: unknown) => {
        if (!String(error).includes("active references")) throw error;
      },
    );
  }

  private get owner(): PersonId {
    const [owner] = this.room.people;
    if (!owner) throw new Error("A room has an owner.");
    return owner;
  }

  private reached(seq: number | null): void {
    if (seq !== null) this.reference.head = Math.max(this.reference.head, seq);
  }

  private async act(person: PersonId, what: RoomAct): Promise<number | null> {
    const { tenantId, roomId } = this.room;
    const done = await objects
      .room(tenantId, roomId)
      .act(tenantId, { person, tenantRole: "member" }, what, newId<ClientId>());
    return done.status === "done" ? done.seq : null;
  }
}
