/** What somebody may ask reports for. */
import * as z from "zod/mini";
import { idField, tenantSlug, uuid } from "@/lib/http/fields";
import type { PersonId, ProjectId } from "@/lib/platform/ids";
import { countDays, isDay } from "../core/days";
import { DIMENSIONS, REPORT_BOUNDS, REPORTS, SUBSCRIPTION_RHYTHMS, type Dimension, type ReportId } from "../protocol";

const day = z.string().check(z.refine(isDay, "Expected a day as YYYY-MM-DD."));

/** A field of an address that may be absent or empty: both say "none". */
const orNone = <T extends z.ZodMiniType<unknown, string>>(field: T) =>
  z._default(
    z.union([
      z.pipe(
        z.literal(""),
        z.transform(() => null),
      ),
      z.nullable(field),
    ]),
    null,
  );

const everyDimension = [...new Set(Object.values(DIMENSIONS).flat())] as [Dimension, ...Dimension[]];

const query = {
  tenant: tenantSlug,
  report: z.enum(REPORTS),
  /** The last 30 days, today included, unless told; one without the other is refused. */
  from: z.optional(day),
  until: z.optional(day),
  by: orNone(z.enum(everyDimension)),
  project: orNone(idField<ProjectId>()),
};

interface Asked {
  report: ReportId;
  from?: string | undefined;
  until?: string | undefined;
  by: Dimension | null;
  project: ProjectId | null;
}

const isPeriod = ({ from, until }: Asked) =>
  (from === undefined) === (until === undefined) &&
  (from === undefined || until === undefined || countDays(from, until) >= 1);
const isShort = ({ from, until }: Asked) =>
  from === undefined || until === undefined || countDays(from, until) <= REPORT_BOUNDS.daysMax;
const fitsReport = ({ report, by }: Asked) => by === null || (DIMENSIONS[report] as readonly Dimension[]).includes(by);

/** `GET /api/t/{tenant}/reports/{report}`, and the same with `/export`. */
export const showReportInput = z.strictObject(query).check(
  z.refine(isPeriod, { error: "A period has a first and a last day, in this order.", path: ["until"] }),
  z.refine(isShort, { error: `A period has at most ${REPORT_BOUNDS.daysMax} days.`, path: ["from"] }),
  z.refine(fitsReport, { error: "This report cannot be divided by this.", path: ["by"] }),
  z.refine(({ report, project }: Asked) => report !== "chat" || project === null, {
    error: "What people say in rooms belongs to no assistant.",
    path: ["project"],
  }),
);
export type ShowReportInput = z.infer<typeof showReportInput>;

export const listSubscriptionsInput = z.strictObject({ tenant: tenantSlug });

export const createSubscriptionInput = z.strictObject({
  tenant: tenantSlug,
  report: z.enum(REPORTS),
  rhythm: z.enum(SUBSCRIPTION_RHYTHMS),
  recipients: z.pipe(
    z
      .array(idField<PersonId>())
      .check(z.minLength(1, "Choose at least one person."), z.maxLength(REPORT_BOUNDS.recipientsMax)),
    z.transform((people) => [...new Set(people)]),
  ),
});

export const deleteSubscriptionInput = z.strictObject({ tenant: tenantSlug, subscription: uuid });
