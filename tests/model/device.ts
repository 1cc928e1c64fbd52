/** One device of one person in one room: the browser's own view, fed only by what the room sends it. */
import type { PersonId } from "@/lib/platform/ids";
import { foldEvent, isInTimeline } from "@/lib/rooms/core/fold";
import { reduceRoom } from "@/lib/rooms/client/reduce-room";
import { emptyRoomView, liveSegment, type RoomView } from "@/lib/rooms/client/room-view";
import { applyThreadPage, beginLoad, emptyThread } from "@/lib/rooms/client/thread-view";
import type { MessageView, RoomEvent } from "@/lib/rooms/protocol";
import { Client, objects, type TestRoom } from "@/durable-objects/testing/room-client";

export class RoomDevice {
  view: RoomView;
  private readonly room: TestRoom;
  private readonly person: PersonId;
  private client: Client | null = null;

  constructor(room: TestRoom, person: PersonId) {
    this.room = room;
    this.person = person;
    this.view = emptyRoomView(person);
  }

  /** A socket that is open, resumed from where this device was. */
  async online(): Promise<Client> {
    if (this.client?.closed) this.drop();
    if (!this.client) {
      const { epoch, streamedTo } = this.view;
      const since = epoch === null ? {} : { since: { epoch, since: streamedTo } };
      this.client = await Client.connect(this.room, this.person, since);
    }
    this.takeIn();
    return this.client;
  }

  /** Folds every frame that came and forgets it. */
  takeIn(): void {
    const frames = this.client?.frames.splice(0) ?? [];
    if (frames.length === 0) return;
    this.view = reduceRoom(this.view, frames, 0);
    if (this.view.streamedTo > 0 && !this.client?.closed) this.client?.say({ type: "ack", seq: this.view.streamedTo });
  }

  drop(): void {
    this.takeIn();
    if (!this.client?.closed) this.client?.hangUp();
    this.client = null;
  }

  /** Opens a thread, or reads it again after a gap. */
  async openThread(root: number): Promise<void> {
    const threads = this.view.threads.has(root) ? this.view.threads : new Map([[root, emptyThread(root)]]);
    this.view = beginLoad({ ...this.view, threads }, root, "load");
    const answer = await objects
      .room(this.room.tenantId, this.room.roomId)
      .thread(this.room.tenantId, this.person, { root, before: null, limit: 50 });
    if (answer.status === "done") this.view = applyThreadPage(this.view, answer.page).view;
  }

  /** What this device shows that a fresh load would not, or the other way round. */
  async differences(log: readonly RoomEvent[]): Promise<string[]> {
    await this.online();
    for (const [root, { stale }] of this.view.threads) if (stale) await this.openThread(root);
    const truth = new Map<number, MessageView>();
    for (const event of log) foldEvent(truth, event);
    const live = liveSegment(this.view);
    const found: string[] = [];
    if (this.view.streamedTo !== log.length || live === null) return [`stands at ${this.view.streamedTo}`];
    for (let seq = live.from; seq <= live.to; seq++) {
      const shown = truth.get(seq);
      const expected = shown && isInTimeline(shown) ? shown : undefined;
      if (!same(this.view.messages.get(seq), expected)) found.push(`message ${seq}`);
    }
    for (const { seq, root, replies, from } of this.view.threads.values()) {
      const expected = [...truth.values()].filter((one) => one.thread === seq && one.seq >= from);
      if (root && !(same(root, truth.get(seq)) && same(replies, expected))) found.push(`thread ${seq}`);
    }
    return found;
  }
}

/** Equal but for the order of a record's keys: reactions are one by emoji. */
function same(a: unknown, b: unknown): boolean {
  return text(a) === text(b);
}

function text(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
