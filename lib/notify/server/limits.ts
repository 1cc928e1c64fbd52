import * as z from "zod/mini";
import type { Env } from "@/lib/platform/env";
import { DIGEST_WAITS, type DigestWaits } from "../core/digest";

const seconds = z.optional(z.number().check(z.positive()));
const overrides = z.object({ digestShortSeconds: seconds, digestLongSeconds: seconds });

/** How long a message waits for a mail. A malformed override is ignored: the documented waits hold. */
export function digestWaits({ NOTIFY_LIMITS: text }: Pick<Env, "NOTIFY_LIMITS">): DigestWaits {
  if (!text) return DIGEST_WAITS;
  try {
    const parsed = z.safeParse(overrides, JSON.parse(text));
    if (!parsed.success) return DIGEST_WAITS;
    const { digestShortSeconds: short, digestLongSeconds: long } = parsed.data;
    return {
      shortMs: short === undefined ? DIGEST_WAITS.shortMs : short * 1_000,
      longMs: long === undefined ? DIGEST_WAITS.longMs : long * 1_000,
    };
  } catch {
    return DIGEST_WAITS;
  }
}
