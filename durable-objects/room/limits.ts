import * as z from "zod/mini";
import type { Spending } from "@/lib/rooms/core/log-view";
import { Buckets } from "@/lib/rooms/core/rate";
import { LIMITS } from "@/lib/rooms/protocol";
import type { PersonId } from "@/lib/platform/ids";

const overrides = z.object({
  sendsPer10s: z.optional(z.number().check(z.positive())),
  sendsBurst: z.optional(z.number().check(z.positive())),
});

/** What one person may put into this room per time. Kept in memory: a room sleeps only after ten idle seconds. */
export class Limits {
  private readonly buckets: Record<Spending, Buckets<PersonId>>;

  constructor(roomLimits: string | undefined) {
    const { sendsPer10s = LIMITS.sendsPer10s, sendsBurst = LIMITS.sendsBurst } = parseOverrides(roomLimits);
    const rule = { burst: sendsBurst, perSecond: sendsPer10s / 10 };
    this.buckets = {
      send: new Buckets(rule),
      react: new Buckets(rule),
      change: new Buckets(rule),
      // A client that comes back repeats what was not acknowledged; far more than that is a flood of answers it never reads.
      repeat: new Buckets({ burst: rule.burst * 50, perSecond: rule.perSecond * 50 }),
    };
  }

  /** 0 when the person may, else the milliseconds until they may. */
  spend(person: PersonId, kind: Spending, now: number): number {
    return this.buckets[kind].spend(person, now);
  }
}

/** A malformed override is ignored: the documented limits hold. */
function parseOverrides(text: string | undefined): z.infer<typeof overrides> {
  if (!text) return {};
  try {
    const parsed = z.safeParse(overrides, JSON.parse(text));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}
