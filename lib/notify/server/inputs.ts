import * as z from "zod/mini";
import { normaliseLine } from "@/lib/rooms/core/text";
import { cleanKeywords } from "../core/keywords";
import { isAuthSecret, isEndpoint, isPublicKey } from "../core/push-keys";
import { DAY_MINUTES, isZone } from "../core/quiet";
import { LEVELS, NOTIFY_LIMITS } from "../core/settings";

export { roomId, tenantSlug } from "@/lib/rooms/server/inputs";

const minutes = z.int().check(z.minimum(0), z.maximum(DAY_MINUTES));

const hours = z
  .strictObject({ from: minutes, to: minutes })
  .check(z.refine(({ from, to }) => from < to, "The end is after the beginning."));

export const zone = z.string().check(z.maxLength(64), z.refine(isZone, "There is no such time zone."));

export const schedule = z.strictObject({
  zone,
  /** Monday first; null is a quiet day. */
  days: z.array(z.nullable(hours)).check(z.length(7)),
});

export const keywords = z.pipe(
  z.array(z.string().check(z.maxLength(NOTIFY_LIMITS.keywordCharsMax * 4))).check(
    z.maxLength(NOTIFY_LIMITS.keywordsMax * 4),
    z.refine(
      (words) => cleanKeywords(words) !== null,
      `At most ${NOTIFY_LIMITS.keywordsMax} words of up to ${NOTIFY_LIMITS.keywordCharsMax} characters.`,
    ),
  ),
  z.transform((words) => cleanKeywords(words) ?? []),
);

/** Null goes back to the default of the room's kind. */
export const level = z.nullable(z.enum(LEVELS));

export const endpoint = z.string().check(
  z.maxLength(1_024),
  z.refine((text) => isEndpoint(text), "This is not the address of a push service."),
);
export const p256dh = z.string().check(z.refine(isPublicKey, "This is not a public key."));
export const auth = z.string().check(z.refine(isAuthSecret, "This is not a subscription's secret."));

const LABEL_CHARS_MAX = 80;
export const label = z.pipe(
  z.string().check(z.maxLength(400)),
  z.transform((text) => {
    const line = normaliseLine([...text].slice(0, LABEL_CHARS_MAX).join(""), LABEL_CHARS_MAX);
    return line.ok ? line.text : "";
  }),
);
