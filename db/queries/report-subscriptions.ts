/** Reports that go out by mail, and which of their mails went. */
import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { PersonId } from "@/lib/platform/ids";
import type { ReportId, Rhythm, Subscription } from "@/lib/reporting/protocol";
import { audited } from "../audit/statement";
import type { TenantDb } from "../client";

type Row = Subscription & Record<string, unknown>;

/** Every subscription, the oldest first. People who left are not among the recipients. */
export async function listReportSubscriptions(db: TenantDb): Promise<Subscription[]> {
  const [rows] = await db.run((q) => [q.execute<Row>(sql`${select(db)} order by s.created_at, s.id`)]);
  return rows.rows;
}

/** Makes a subscription, for people of the tenant alone; null where there are so many. One after the other, so that many at a time cannot pass `max`. */
export async function insertReportSubscription(
  db: TenantDb,
  wish: { id: string; report: ReportId; rhythm: Rhythm; recipients: readonly PersonId[]; by: PersonId; nowMs: number },
  max: number,
  audit: AuditEntry | null = null,
): Promise<Subscription | null> {
  const tenant = sql`${db.tenantId}::uuid`;
  const [, , rows] = await db.run((q) => [
    q.execute(sql`select pg_advisory_xact_lock(hashtextextended('report_subscriptions:' || ${db.tenantId}::text, 0))`),
    q.execute(
      audited(
        sql`
      insert into report_subscriptions (tenant_id, id, report, rhythm, recipients, created_by, created_at)
      select ${tenant}, ${wish.id}::uuid, ${wish.report}, ${wish.rhythm},
        array(select p.id from people p where p.tenant_id = ${tenant} and p.id = any(${sql.param([...wish.recipients])}::uuid[])),
        ${wish.by}::uuid, ${moment(wish.nowMs)}
      where (select count(*) from report_subscriptions where tenant_id = ${tenant}) < ${max}::int
      on conflict do nothing returning id`,
        audit,
      ),
    ),
    q.execute<Row>(sql`${select(db)} and s.id = ${wish.id}::uuid`),
  ]);
  return rows.rows[0] ?? null;
}

/** Ends a subscription. False for a foreign and a missing one. */
export async function deleteReportSubscription(
  db: TenantDb,
  id: string,
  audit: AuditEntry | null = null,
): Promise<boolean> {
  const tenant = sql`${db.tenantId}::uuid`;
  const [deleted] = await db.run((q) => [
    q.execute(
      audited(
        sql`delete from report_subscriptions where tenant_id = ${tenant} and id = ${id}::uuid returning id`,
        audit,
      ),
    ),
    q.execute(sql`delete from report_mails where tenant_id = ${tenant} and subscription_id = ${id}::uuid`),
  ]);
  return deleted.rowCount === 1;
}

/** The mail of a subscription to one person about the period that ends on this day. */
export interface ReportMailKey {
  subscription: string;
  until: string;
  person: PersonId;
}

/** Takes a mail to send it; false where somebody has it, or it is gone. Who died over it gives it up after a while. */
export async function claimReportMail(
  db: TenantDb,
  { subscription, until, person }: ReportMailKey,
  { nowMs, staleMs }: { nowMs: number; staleMs: number },
): Promise<boolean> {
  const tenant = sql`${db.tenantId}::uuid`;
  const [claimed] = await db.run((q) => [
    q.execute(sql`
      insert into report_mails as m (tenant_id, subscription_id, until, person_id, claimed_at)
      select ${tenant}, s.id, ${until}::date, ${person}::uuid, ${moment(nowMs)}
      from report_subscriptions s where s.tenant_id = ${tenant} and s.id = ${subscription}::uuid
        and (s.sent_for is null or s.sent_for < ${until}::date)
      on conflict (tenant_id, subscription_id, until, person_id) do update set claimed_at = excluded.claimed_at
      where m.sent_at is null and m.claimed_at < ${moment(nowMs - staleMs)}`),
  ]);
  return claimed.rowCount === 1;
}

/** It was sent; or, without a moment, it was not, and whoever comes next tries at once. */
export async function settleReportMail(
  db: TenantDb,
  { subscription, until, person }: ReportMailKey,
  sentMs: number | null,
): Promise<void> {
  const which = sql`tenant_id = ${db.tenantId}::uuid and subscription_id = ${subscription}::uuid
    and until = ${until}::date and person_id = ${person}::uuid`;
  await db.run((q) => [
    q.execute(
      sentMs === null
        ? sql`update report_mails set claimed_at = ${moment(0)} where ${which} and sent_at is null`
        : sql`update report_mails set sent_at = ${moment(sentMs)} where ${which}`,
    ),
  ]);
}

/** Everybody has the mail of this period who may have it: what stood for it, and for earlier ones, is needed no more. */
export async function finishReportPeriod(db: TenantDb, id: string, until: string): Promise<void> {
  const tenant = sql`${db.tenantId}::uuid`;
  await db.run((q) => [
    q.execute(sql`
      update report_subscriptions set sent_for = ${until}::date
      where tenant_id = ${tenant} and id = ${id}::uuid and (sent_for is null or sent_for < ${until}::date)
        and not exists (select from report_mails m where m.tenant_id = ${tenant} and m.subscription_id = ${id}::uuid
          and m.until = ${until}::date and m.sent_at is null)`),
    q.execute(sql`
      delete from report_mails m using report_subscriptions s
      where s.tenant_id = ${tenant} and s.id = ${id}::uuid and m.tenant_id = s.tenant_id and m.subscription_id = s.id
        and m.until <= s.sent_for`),
  ]);
}

function select(db: TenantDb): SQL {
  return sql`
    select s.id, s.report, s.rhythm, to_char(s.sent_for, 'YYYY-MM-DD') as "sentFor",
      (extract(epoch from s.created_at) * 1000)::float8 as "createdAt",
      coalesce((
        select jsonb_agg(jsonb_build_object('person', p.id, 'name', p.name) order by lower(p.name), p.id) from people p
        where p.tenant_id = s.tenant_id and p.id = any(s.recipients) and p.deactivated_at is null
      ), '[]') as recipients
    from report_subscriptions s where s.tenant_id = ${db.tenantId}::uuid`;
}

function moment(ms: number): SQL {
  return sql`to_timestamp(${ms}::numeric / 1000.0)`;
}
