import * as z from "zod/mini";
import { countReading } from "@/db/queries/observe";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { errorFacts, log } from "@/lib/platform/log";
import { withTimeout } from "@/lib/platform/with-timeout";
import { tenantSlug } from "@/lib/projects/server/inputs";
import { NO_CALLS } from "../core/call-totals";
import { minutesOfNothing } from "../core/minutes";
import type { LiveView, MeterPulse } from "../protocol";
import type { Pulses } from "./objects";

const WAIT_MS = 2_000;

export const showLiveInput = z.strictObject({ tenant: tenantSlug });

/**
 * The tenant at this moment, from its objects' own counters. Each part stands alone: what does not answer in time is
 * null, and the rest is shown all the same.
 */
export async function showLive(
  ctx: Ctx & { pulses(): Pulses },
  _input: z.infer<typeof showLiveInput>,
): Promise<{ live: LiveView }> {
  requirePermission(ctx, "live", "read");
  const { tenantId } = ctx;
  const { board, presence, meter } = ctx.pulses();
  const at = ctx.now();
  const [sockets, people, calls, knowledge] = await Promise.all([
    unlessLate(board.pulse(tenantId)),
    unlessLate(presence.pulse(tenantId)),
    unlessLate(meter.pulse(tenantId).then((pulse) => pulse ?? noCalls(at))),
    unlessLate(countReading(ctx.db)),
  ]);
  return { live: { at, board: sockets, people, meter: calls, knowledge } };
}

async function unlessLate<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await withTimeout(work, WAIT_MS);
  } catch (error) {
    log({ event: "live.read_failed", level: "warn", ...errorFacts(error) });
    return null;
  }
}

/** Of a tenant whose Meter no call ever reached. */
function noCalls(now: number): MeterPulse {
  return {
    ...minutesOfNothing(now),
    openCalls: 0,
    openStreams: 0,
    totals: NO_CALLS,
    waiting: { rows: 0, since: null, parked: 0 },
  };
}
