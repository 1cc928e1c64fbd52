import type { RoomId } from "@/lib/platform/ids";
import type { Draft } from "../core/slack-day";
import { IMPORT_LIMITS, type ImportEvents } from "../protocol";
import { toEvents } from "./event-batch";
import { personOf, type ImportRun } from "./import-run";
import type { ImportClient } from "./import-client";

interface Sending {
  run: ImportRun;
  client: ImportClient;
  room: RoomId;
  /** The channel's id in the source. */
  channel: string;
}

const BATCH_BYTES_MAX = 2 * 1024 * 1024;

/**
 * Sends one channel's events in order, in batches that may span days, one batch on the way while the next is made. With
 * each batch goes the last day that is complete with it.
 */
export class EventSender {
  readonly #sending: Sending;
  #waiting: ImportEvents["events"] = [];
  /** Days whose events are not all sent yet, with how many of the waiting events end them. */
  #days: { day: string; endsAt: number }[] = [];
  #onTheWay: Promise<void> = Promise.resolve();

  constructor(sending: Sending) {
    this.#sending = sending;
  }

  async add(day: string, drafts: readonly Draft[]): Promise<void> {
    const { run, client, channel } = this.#sending;
    await run.people.settle(client, run.team, run.outcome.tally);
    const events = await toEvents(drafts, { team: run.team, channel }, (id) => personOf(run, id));
    this.#waiting.push(...events);
    this.#days.push({ day, endsAt: this.#waiting.length });
    while (this.#waiting.length >= IMPORT_LIMITS.eventsMax) await this.#sendBatch();
  }

  async end(): Promise<void> {
    while (this.#waiting.length > 0 || this.#days.length > 0) await this.#sendBatch();
    await this.#onTheWay;
  }

  async #sendBatch(): Promise<void> {
    const count = batchLength(this.#waiting);
    const events = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    const day = this.#days.findLast(({ endsAt }) => endsAt <= count)?.day;
    this.#days = this.#days.flatMap((each) => (each.endsAt <= count ? [] : [{ ...each, endsAt: each.endsAt - count }]));
    await this.#onTheWay;
    this.#onTheWay = this.#post(events, day);
    // Awaited before the next batch and at the end; until then a failure must not count as unhandled.
    this.#onTheWay.catch(() => undefined);
  }

  async #post(events: ImportEvents["events"], day: string | undefined): Promise<void> {
    const { run, client, room, channel } = this.#sending;
    const checkpoint = run.job && day !== undefined ? { job: run.job.job, channel, day } : undefined;
    const answer = await client.events({ room, events, ...(checkpoint && { checkpoint }) });
    const { outcome } = run;
    outcome.added += answer.added;
    outcome.repeated += answer.repeated;
    const sourceOf = new Map(events.map((event) => [event.clientId, event.source]));
    for (const { clientId, reason } of answer.skipped)
      outcome.tally.left(`refused by the room: ${reason}`, sourceOf.get(clientId));
    for (const { clientId, reason } of answer.notes)
      outcome.tally.left(`changed by the room: ${reason}`, sourceOf.get(clientId));
  }
}

/** As many events as fit one step, by number and by size. */
function batchLength(events: ImportEvents["events"]): number {
  let bytes = 0;
  for (const [index, event] of events.entries()) {
    bytes += 500 + (event.type === "message" ? Buffer.byteLength(event.body) * 1.2 : 0);
    if (index > 0 && (bytes > BATCH_BYTES_MAX || index >= IMPORT_LIMITS.eventsMax)) return index;
  }
  return events.length;
}
