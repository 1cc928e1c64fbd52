import type { TellerKind, Told } from "@/lib/observe/protocol";
import { boardOf, type TellerId } from "@/lib/observe/server/objects";
import { errorFacts, log } from "@/lib/platform/log";
import type { TenantId } from "@/lib/platform/ids";
import type { ObjectBindings } from "@/lib/rooms/server/objects";

const KEY = "told";
/** Of an object that holds nothing, or is not there. */
export const NOTHING: Told = { sockets: 0, rows: 0, since: null, parked: 0 };

/** Sends an object's figures to the board. */
export type Tell = (told: Told) => Promise<void>;

/**
 * Tells a tenant's board how many sockets an object holds and how many rows wait, when that changes: at once, then at
 * most every three seconds. Nothing is told while nothing changes, and no alarm is set for it: an idle object sleeps.
 * What was told last is written down, so that whatever wakes the object next puts right what a death left wrong.
 */
export class Teller {
  /** An object tells its tenant's board at most this often. Tests put less here: an object that waits cannot be evicted. */
  static everyMs = 3_000;

  private readonly ctx: DurableObjectState;
  private readonly look: () => Told;
  private readonly tell: Tell;
  private told: string;
  private toldAt = 0;
  private running: Promise<void> | null = null;
  private closed = false;

  constructor(ctx: DurableObjectState, look: () => Told, tell: Tell) {
    this.ctx = ctx;
    this.look = look;
    this.tell = tell;
    this.told = ctx.storage.kv.get<string>(KEY) ?? JSON.stringify(NOTHING);
  }

  /** Something may have changed. Cheap when nothing has. */
  changed(): void {
    if (this.closed || this.running || this.now() === this.told) return;
    this.running = this.run().finally(() => {
      this.running = null;
    });
    this.ctx.waitUntil(this.running);
  }

  /** The object is emptied: nothing is here any more, and nothing is written down of it. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.told === JSON.stringify(NOTHING)) return;
    await this.tell(NOTHING).catch(noteFailure);
  }

  /** Never throws. What could not be told is told with the next change, or at the next wake-up. */
  private async run(): Promise<void> {
    for (;;) {
      // What happens in this same step goes along, and a burst is told once.
      await scheduler.wait(Math.max(0, this.toldAt + Teller.everyMs - Date.now()));
      if (this.closed) return;
      const text = this.now();
      if (text === this.told) return;
      this.toldAt = Date.now();
      try {
        await this.tell(JSON.parse(text) as Told);
      } catch (error) {
        return noteFailure(error);
      }
      if (this.closed) return;
      this.told = text;
      this.ctx.storage.kv.put(KEY, text);
    }
  }

  private now(): string {
    const { sockets, rows, since, parked } = this.look();
    return JSON.stringify({ sockets, rows, since, parked } satisfies Told);
  }
}

/** The way of one object's figures to its tenant's board. */
export function tellBoard(
  env: Pick<ObjectBindings, "OUTBOX_REGISTRY">,
  tenantId: TenantId,
  kind: TellerKind,
  id: TellerId,
): Tell {
  return (told) => boardOf(env, tenantId).tell(tenantId, kind, id, told);
}

function noteFailure(error: unknown): void {
  log({ event: "board.tell_failed", level: "warn", ...errorFacts(error) });
}
