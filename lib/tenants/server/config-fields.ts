/** Fields of a tenant's configuration, as its administrators and the operators may write them. */
import * as z from "zod/mini";
import { TIERS } from "@/lib/quotas/protocol";
import { readTimeZone } from "@/lib/i18n/time-zone";
import { isExactOrigin } from "../core/origin";
import { CONFIG_BOUNDS } from "../protocol";

const { promptCharsMax, namesMax, nameCharsMax, originsMax, retentionDaysMax } = CONFIG_BOUNDS;

const once = <T>(items: readonly T[]): T[] => [...new Set(items)];

const names = z.nullable(
  z.pipe(
    z
      .array(z.string().check(z.regex(/^[!-~]+$/, "A name has no spaces."), z.maxLength(nameCharsMax)))
      .check(z.maxLength(namesMax)),
    z.transform(once),
  ),
);

/** Not an offset: months end where clocks change as well. */
const zoneOf = (text: string) => (/^[A-Za-z]/.test(text) ? readTimeZone(encodeURIComponent(text)) : null);
const zone = z.pipe(
  z.string().check(z.refine((text) => zoneOf(text) !== null, "This is not a time zone we know.")),
  z.transform((text) => zoneOf(text) ?? "UTC"),
);

const origin = z
  .string()
  .check(
    z.refine(isExactOrigin, "An origin is exact, such as https://app.example: no path, no slash at the end, no *."),
  );

const logo = z.string().check(
  z.maxLength(2_000),
  z.refine(
    (text) => URL.canParse(text) && new URL(text).protocol === "https:",
    "An address that begins with https://.",
  ),
);

/** What administrators of the tenant decide. */
export const ownConfigFields = {
  defaultModel: z.optional(z.nullable(z.string().check(z.regex(/^[!-~]+$/), z.maxLength(nameCharsMax)))),
  systemPrompt: z.optional(z.string().check(z.maxLength(promptCharsMax))),
  models: z.optional(names),
  tools: z.optional(names),
  zone: z.optional(zone),
  apiOrigins: z.optional(z.pipe(z.array(origin).check(z.maxLength(originsMax)), z.transform(once))),
  retentionDays: z.optional(z.nullable(z.int().check(z.minimum(1), z.maximum(retentionDaysMax)))),
  brandAccent: z.optional(z.nullable(z.string().check(z.regex(/^#[0-9a-f]{6}$/, "A colour such as #1a6b5c.")))),
  brandLogo: z.optional(z.nullable(logo)),
};

const quota = z.optional(z.nullable(z.int().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))));

/** What only operators decide. */
export const operatorConfigFields = {
  tier: z.optional(z.enum(TIERS)),
  /** The tenant's own quotas, all of them anew: what is left out is as in the tier; null is no limit. Money in nano US dollars. */
  quotas: z.optional(
    z.strictObject({
      requestsPerMonth: quota,
      tokensPerMonth: quota,
      costPerMonth: quota,
      concurrentStreams: quota,
    }),
  ),
};
