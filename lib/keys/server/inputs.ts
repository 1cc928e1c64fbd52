/** Fields that several key verbs share. */
import * as z from "zod/mini";
import { idField, nameField } from "@/lib/http/fields";
import type { KeyId } from "@/lib/platform/ids";
import { KEY_SCOPES } from "@/lib/quotas/protocol";
import { KEY_BOUNDS } from "../protocol";

export { tenantSlug } from "@/lib/http/fields";

const { nameCharsMax, namesMax, nameOfModelCharsMax } = KEY_BOUNDS;

export const keyId = idField<KeyId>();

const once = <T>(items: readonly T[]): T[] => [...new Set(items)];

const scopes = z.pipe(
  z.array(z.enum(KEY_SCOPES)).check(z.minLength(1, "Choose at least one scope."), z.maxLength(KEY_SCOPES.length)),
  z.transform(once),
);

/** Names of models or tools; null: all that the tenant may use. */
const names = z.nullable(
  z.pipe(
    z
      .array(z.string().check(z.regex(/^[!-~]+$/, "A name has no spaces."), z.maxLength(nameOfModelCharsMax)))
      .check(z.minLength(1, "Name at least one, or allow all."), z.maxLength(namesMax)),
    z.transform(once),
  ),
);

const COUNT_MAX = 1_000_000_000_000;
/** A million US dollars: far below what a safe integer holds. */
const COST_MAX = 1_000_000_000_000_000;
const upTo = (max: number) => z.nullable(z.int().check(z.minimum(1), z.maximum(max)));

const limits = z
  .strictObject({
    requestsPerMinute: upTo(COUNT_MAX),
    burst: upTo(COUNT_MAX),
    tokensPerHour: upTo(COUNT_MAX),
    concurrentStreams: upTo(COUNT_MAX),
    costPerMonth: upTo(COST_MAX),
  })
  .check(
    z.refine(({ requestsPerMinute, burst }) => burst === null || requestsPerMinute !== null, {
      error: "A burst needs a limit of requests per minute.",
      path: ["burst"],
    }),
  );

/** What somebody chooses about a key. */
export const keyChoices = { name: nameField(nameCharsMax), scopes, limits, models: names, tools: names };
