import * as z from "zod/mini";
import { VISITOR_LIMITS } from "../protocol";

const shape = z.object({ sessionsPerHourAndIp: z.optional(z.int().check(z.positive())) });

/** Limits of this installation. A value that is none counts as not set: the product's own stays. */
export function visitorLimits(json: string | undefined): { sessionsPerHourAndIp: number } {
  let sessionsPerHourAndIp: number = VISITOR_LIMITS.sessionsPerHourAndIp;
  try {
    const result = z.safeParse(shape, JSON.parse(json ?? "{}"));
    if (result.success) sessionsPerHourAndIp = result.data.sessionsPerHourAndIp ?? sessionsPerHourAndIp;
  } catch {
    // Not JSON.
  }
  return { sessionsPerHourAndIp };
}
