import {
  applyLaterAct,
  remind,
  settleScheduled,
  startSending,
  type LaterAct,
  type RoomAnswer,
} from "@/lib/later/core/acts";
import type { LaterItem, LaterKind, ScheduledItem } from "@/lib/later/protocol";
import { backoffMs } from "@/lib/platform/backoff";
import type { InboxServerFrame } from "@/lib/rooms/protocol";
import type { Done, Objects } from "@/lib/rooms/server/objects";
import { errorFacts, log } from "@/lib/platform/log";
import { refusal } from "../room/refusals";
import type { Own } from "../inbox/own";
import { LaterStore, type LaterChange } from "./later-store";

/** Writes changes to Postgres; idempotent. */
export type LaterProjector = (changes: readonly LaterChange[]) => Promise<void>;

export interface LaterParts {
  sql: SqlStorage;
  own: Own;
  objects: Objects;
  project: LaterProjector;
  tell(frame: InboxServerFrame): void;
}

/** Typing makes many versions of one draft: Postgres hears of the last one. */
const PUSH_AFTER_MS = 4_000;
const PUSH_ROWS_MAX = 200;
const DUE_AT_ONCE = 20;

/**
 * What the owner keeps for later, and the work that it makes: reminders, scheduled messages, the copy in Postgres. Driven
 * by the inbox's one alarm. A scheduled message is taken out only after the room has said that it has it, under the same
 * client id at every try, so that neither a restart nor a lost answer sends it twice or never.
 */
export class Later {
  private readonly parts: LaterParts;
  private readonly store: LaterStore;
  /** Failures of Postgres in a row, and when it is tried again; null: nothing waits for it. */
  private tries = 0;
  private pushAt: number | null;

  constructor(parts: LaterParts, now: number) {
    this.parts = parts;
    this.store = new LaterStore(parts.sql);
    this.pushAt = this.store.unpushed(1).length > 0 ? now : null;
  }

  all(): LaterItem[] {
    return this.store.all();
  }

  /** When the alarm is needed next; null: not at all. */
  nextAt(): number | null {
    const due = this.store.nextDue();
    if (due === null || this.pushAt === null) return due ?? this.pushAt;
    return Math.min(due, this.pushAt);
  }

  /** When the next reminder or scheduled message is due; null: there is none. */
  dueAt(): number | null {
    return this.store.nextDue();
  }

  /** Does what the owner asked, in one synchronous step, and tells every device. */
  act(act: LaterAct, now: number): Done<{ item: LaterItem | null }> {
    const outcome = applyLaterAct(this.store, act, now);
    switch (outcome.kind) {
      case "refused":
        return refusal(outcome);
      case "same":
        return { status: "done", item: outcome.item };
      case "put":
        return { status: "done", item: this.put(outcome.item, now) };
      case "drop":
        this.drop(outcome.of, outcome.id, now);
        return { status: "done", item: null };
      default:
        return outcome satisfies never;
    }
  }

  /** How an item stands, as one frame: for a device that asked to change it. */
  standing(kind: LaterKind, id: string): InboxServerFrame {
    const item = this.store.find(kind, id);
    return item ? { type: "later.item", item } : { type: "later.gone", kind, id, version: this.store.version };
  }

  /** The alarm's part. Never throws. */
  async ring(): Promise<void> {
    for (const item of this.store.due(Date.now(), DUE_AT_ONCE)) {
      if (item.kind === "saved") this.put(remind(item), Date.now());
      else if (item.kind === "scheduled") await this.send(item);
    }
    await this.push();
  }

  private async send(item: ScheduledItem): Promise<void> {
    // From here on it cannot be changed: whatever happens now, it may be in the room.
    const sending = item.state === "sending" ? item : this.put(startSending(item), Date.now());
    const answer = await this.post(item);
    const outcome = settleScheduled(sending as ScheduledItem, answer, Date.now(), Math.random());
    if (outcome.kind === "put") this.put(outcome.item, Date.now());
    else this.drop(outcome.of, outcome.id, Date.now());
  }

  private async post({ id, room, thread, body }: ScheduledItem): Promise<RoomAnswer> {
    const { own, objects } = this.parts;
    try {
      const done = await objects
        .room(own.tenantId, room)
        .post(own.tenantId, own.person, { clientId: id, body, thread });
      return done.status === "done" ? { ok: true } : { ok: false, ...done };
    } catch (error) {
      log({ event: "later.send_retry", level: "warn", roomId: room, ...errorFacts(error) });
      return null;
    }
  }

  private async push(): Promise<void> {
    if (this.pushAt === null || this.pushAt > Date.now()) return;
    try {
      for (;;) {
        const changes = this.store.unpushed(PUSH_ROWS_MAX);
        if (changes.length === 0) break;
        await this.parts.project(changes);
        this.store.markPushed(changes, Date.now());
      }
      this.tries = 0;
      this.pushAt = null;
    } catch (error) {
      this.tries++;
      this.pushAt = Date.now() + backoffMs(this.tries, Math.random());
      log({ event: "later.push_retry", level: "warn", tries: this.tries, ...errorFacts(error) });
    }
  }

  private put(draft: Parameters<LaterStore["put"]>[0], now: number): LaterItem {
    const item = this.store.put(draft, now);
    this.parts.tell({ type: "later.item", item });
    this.pushAt ??= now + PUSH_AFTER_MS;
    return item;
  }

  private drop(kind: LaterKind, id: string, now: number): void {
    const version = this.store.drop(kind, id, now);
    this.parts.tell({ type: "later.gone", kind, id, version });
    this.pushAt ??= now + PUSH_AFTER_MS;
  }
}
