import { authDb, type TenantDb } from "@/db/client";
import { findMember, findRecipient } from "@/db/queries/auth";
import { findPerson } from "@/db/queries/people";
import {
  claimReportMail,
  finishReportPeriod,
  listReportSubscriptions,
  settleReportMail,
} from "@/db/queries/report-subscriptions";
import { readTenantConfig } from "@/db/queries/tenant-config";
import { can, toTenantRole } from "@/lib/access/core/permissions";
import { canonicalOrigin } from "@/lib/access/server/auth-place";
import type { Mailer } from "@/lib/mail/mailer";
import { renderReport } from "@/lib/mail/render-report";
import type { Env } from "@/lib/platform/env";
import { derivedId, type PersonId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { dayAt } from "../core/days";
import { finishedPeriod } from "../core/finished-period";
import type { Report, Subscription } from "../protocol";
import { readReport } from "./read-report";

/** Longer than a report is read and a mail is handed over: whoever has it by then died over it. */
const STALE_MS = 15 * 60_000;

interface Deps {
  db: TenantDb;
  env: Env;
  mailer: Mailer;
  nowMs: number;
}

/**
 * Mails every report whose period is over, from seven in the morning of the tenant's zone on: each period once to each
 * recipient, however often and by however many this is called. After a time without mails only the last period is told.
 * Who may no more read reports gets none, and nobody does while the tenant is suspended.
 */
export async function sendReportMails(deps: Deps): Promise<number> {
  const subscriptions = await listReportSubscriptions(deps.db);
  if (subscriptions.length === 0) return 0;
  const { zone } = await readTenantConfig(deps.db);
  let sent = 0;
  for (const subscription of subscriptions) {
    const period = finishedPeriod(subscription.rhythm, deps.nowMs, zone);
    // What was over before somebody asked for it is not told.
    const isWanted = period.until >= dayAt(subscription.createdAt, zone);
    if (isWanted && (subscription.sentFor ?? "") < period.until) sent += await sendPeriod(deps, subscription, period);
  }
  return sent;
}

async function sendPeriod(
  deps: Deps,
  { id, report, recipients }: Subscription,
  period: { from: string; until: string },
): Promise<number> {
  const { db, nowMs } = deps;
  let sent = 0;
  let read: Promise<Report> | undefined;
  for (const { person } of recipients) {
    const to = await findReader(deps, person);
    if (!to) continue;
    const key = { subscription: id, until: period.until, person };
    if (!(await claimReportMail(db, key, { nowMs, staleMs: STALE_MS }))) continue;
    try {
      read ??= readReport(
        { db, now: () => Date.now() },
        { report, period, by: null, project: null, groupsBefore: "counts" },
      );
      const { from, until } = period;
      const url = `${canonicalOrigin(deps.env)}/${to.tenantSlug}/admin/reports/${report}?from=${from}&until=${until}`;
      const mailId = await derivedId("report-mail", db.tenantId, id, period.until, person);
      const facts = { id: mailId, name: to.name, tenant: to.tenantName, report: await read, url };
      await deps.mailer.send(to.email, renderReport(facts));
      await settleReportMail(db, key, nowMs);
      sent++;
    } catch (error) {
      log({ event: "report.mail_failed", level: "error", tenantId: db.tenantId, ...errorFacts(error) });
      await settleReportMail(db, key, null);
    }
  }
  await finishReportPeriod(db, id, period.until);
  return sent;
}

/** Where the mail of a recipient goes; null for whoever may not read reports now. */
async function findReader({ db, env }: Deps, person: PersonId) {
  const found = await findPerson(db, person);
  if (!found || found.authAccountId === null || found.deactivatedAt !== null) return null;
  const [recipient, member] = await Promise.all([
    findRecipient(authDb(env), db.tenantId, found.authAccountId),
    findMember(authDb(env), db.tenantId, found.authAccountId),
  ]);
  if (!recipient || !member || !can(toTenantRole(member.role), "report", "read")) return null;
  return { ...recipient, name: found.name };
}
