import type * as z from "zod/mini";
import { listPeopleByIds } from "@/db/queries/people";
import {
  deleteReportSubscription,
  insertReportSubscription,
  listReportSubscriptions,
} from "@/db/queries/report-subscriptions";
import type { Ctx } from "@/lib/access/ctx";
import { can, toTenantRole } from "@/lib/access/core/permissions";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import { AppError } from "@/lib/platform/errors";
import { newId, type PersonId } from "@/lib/platform/ids";
import { REPORT_BOUNDS, type Subscription } from "../protocol";
import type { createSubscriptionInput, deleteSubscriptionInput } from "./inputs";

/** The tenant's reports that go out by mail. */
export async function listSubscriptions(ctx: Ctx): Promise<{ subscriptions: Subscription[] }> {
  requirePermission(ctx, "report", "read");
  return { subscriptions: await listReportSubscriptions(ctx.db) };
}

/** From now on this report goes to these people, each time its period is over. */
export async function createSubscription(
  ctx: Ctx,
  { report, rhythm, recipients }: z.infer<typeof createSubscriptionInput>,
): Promise<{ subscription: Subscription }> {
  requirePermission(ctx, "report", "read");
  await requireReaders(ctx, recipients);
  const id = newId();
  const subscription = await insertReportSubscription(
    ctx.db,
    { id, report, rhythm, recipients, by: ctx.actor.person, nowMs: ctx.now() },
    REPORT_BOUNDS.subscriptionsMax,
    auditOf(ctx, "report_subscription.created", id, { report, rhythm, recipients }),
  );
  if (subscription) return { subscription };
  throw new AppError(
    "quota_exceeded",
    `There are ${REPORT_BOUNDS.subscriptionsMax} reports by mail, and no more can be made.`,
  );
}

/** No more of these mails. */
export async function deleteSubscription(
  ctx: Ctx,
  { subscription }: z.infer<typeof deleteSubscriptionInput>,
): Promise<{ deleted: true }> {
  requirePermission(ctx, "report", "read");
  const audit = auditOf(ctx, "report_subscription.deleted", subscription);
  if (await deleteReportSubscription(ctx.db, subscription, audit)) return { deleted: true };
  throw new AppError("not_found", "There is no such report by mail.");
}

/** Somebody who may not read reports looks like nobody: which people there are is told elsewhere. */
async function requireReaders(ctx: Ctx, recipients: readonly PersonId[]): Promise<void> {
  const people = await listPeopleByIds(ctx.db, recipients, { activeOnly: true });
  const readers = people.filter(({ role }) => can(toTenantRole(role), "report", "read"));
  if (readers.length === recipients.length) return;
  throw new AppError("not_found", "There is nobody like this who may read reports.", { param: "recipients" });
}
