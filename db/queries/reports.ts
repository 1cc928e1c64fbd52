import { sql } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { ReportCase, ReportEntry, ReportSource, ReportState } from "@/lib/moderation/protocol";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { RoomKind } from "@/lib/rooms/protocol";
import { audited } from "../audit/statement";
import type { TenantDb } from "../client";

/** A report with the message as it is now. */
export interface NewReport extends ReportEntry {
  id: string;
  roomId: RoomId;
  seq: number;
  author: PersonId;
  writtenAt: number;
  body: string;
}

/** A report as it is listed, with the text it is about. */
export interface ListedReport extends ReportEntry {
  body: string;
}

export type CaseRow = Omit<ReportCase, "texts"> & { reports: ListedReport[] };

/**
 * Keeps a report and opens its message's case, again when it was dismissed. False for one that was made already: it
 * changes nothing.
 */
export async function insertReport(db: TenantDb, report: NewReport): Promise<boolean> {
  const { id, roomId, seq, author, writtenAt, body, reporter, reason, note, words, at } = report;
  const moment = (ms: number) => sql`to_timestamp(${ms}::float8 / 1000)`;
  const [, added] = await db.run((q) => [
    q.execute(sql`
      insert into report_cases as c (tenant_id, room_id, seq, author_id, at, state, reported_at)
      values (${db.tenantId}, ${roomId}, ${seq}, ${author}, ${moment(writtenAt)}, 'open', ${moment(at)})
      on conflict (tenant_id, room_id, seq) do update
        set state = 'open', reported_at = excluded.reported_at, resolved_by = null, resolved_at = null
        where c.state <> 'deleted'
          and not exists (select from message_reports r where r.tenant_id = ${db.tenantId} and r.id = ${id}::uuid)`),
    q.execute(sql`
      insert into message_reports (tenant_id, id, room_id, seq, body, reporter_id, reason, note, words, at)
      values (${db.tenantId}, ${id}, ${roomId}, ${seq}, ${body}, ${reporter}, ${reason}, ${note},
        ${sql.param(words)}::text[], ${moment(at)})
      on conflict do nothing`),
  ]);
  return added.rowCount === 1;
}

/** A page of cases, the last reported (or last resolved) first, and how many there are. */
export async function listReportCases(
  db: TenantDb,
  wish: { state: ReportState; source: ReportSource | null; page: number; size: number },
): Promise<{ cases: CaseRow[]; total: number }> {
  const open = wish.state === "open";
  const from =
    wish.source === null
      ? sql`true`
      : sql`exists (select from message_reports r
    where r.tenant_id = ${db.tenantId} and r.room_id = c.room_id and r.seq = c.seq
      and (r.reporter_id is null) = ${wish.source === "filter"})`;
  const which = sql`c.tenant_id = ${db.tenantId} and ${open ? sql`c.state = 'open'` : sql`c.state <> 'open'`} and ${from}`;
  const [listed, counted] = await db.snapshot((q) => [
    q.execute<RawCase>(sql`
      ${selectCase(db)} where ${which}
      order by ${open ? sql`c.reported_at` : sql`c.resolved_at`} desc, c.room_id, c.seq
      limit ${wish.size} offset ${(wish.page - 1) * wish.size}`),
    q.execute<{ total: number }>(sql`select count(*)::int as total from report_cases c where ${which}`),
  ]);
  return { cases: listed.rows.map(caseOf), total: counted.rows[0]?.total ?? 0 };
}

/** One case; null for a foreign or missing message, and for one that nobody reported. */
export async function findReportCase(db: TenantDb, roomId: RoomId, seq: number): Promise<CaseRow | null> {
  const [found] = await db.run((q) => [
    q.execute<RawCase>(sql`
      ${selectCase(db)} where c.tenant_id = ${db.tenantId} and c.room_id = ${roomId}::uuid and c.seq = ${seq}`),
  ]);
  const [row] = found.rows;
  return row ? caseOf(row) : null;
}

/** How many messages wait for an administrator. */
export async function countOpenReports(db: TenantDb): Promise<number> {
  const [result] = await db.run((q) => [
    q.execute<{ count: number }>(sql`
      select count(*)::int as count from report_cases where tenant_id = ${db.tenantId} and state = 'open'`),
  ]);
  return result.rows[0]?.count ?? 0;
}

/** Closes a case. False when it is closed in this way already, or is not there; what was deleted stays deleted. */
export async function resolveReportCase(
  db: TenantDb,
  {
    roomId,
    seq,
    state,
    by,
    at,
  }: { roomId: RoomId; seq: number; state: "dismissed" | "deleted"; by: PersonId; at: Date },
  audit: AuditEntry | null = null,
): Promise<boolean> {
  const [result] = await db.run((q) => [
    q.execute(
      audited(
        sql`
      update report_cases set state = ${state}, resolved_by = ${by}, resolved_at = ${at.toISOString()}
      where tenant_id = ${db.tenantId} and room_id = ${roomId}::uuid and seq = ${seq}
        and state <> 'deleted' and state <> ${state} returning author_id`,
        audit,
        sql`jsonb_build_object('author', author_id)`,
      ),
    ),
  ]);
  return result.rowCount === 1;
}

type RawCase = {
  roomId: RoomId;
  seq: number;
  author: PersonId;
  at: number;
  roomName: string | null;
  roomKind: RoomKind | null;
  deleted: boolean;
  state: ReportCase["state"];
  reportedAt: number;
  resolvedBy: PersonId | null;
  resolvedAt: number | null;
  reports: ListedReport[];
};

function selectCase(db: TenantDb) {
  return sql`
    select c.room_id as "roomId", c.seq::float8 as seq, c.author_id as author,
      (extract(epoch from c.at) * 1000)::float8 as at, o.name as "roomName", o.kind as "roomKind",
      c.state = 'deleted' or m.deleted_at is not null as deleted, c.state,
      (extract(epoch from c.reported_at) * 1000)::float8 as "reportedAt", c.resolved_by as "resolvedBy",
      (extract(epoch from c.resolved_at) * 1000)::float8 as "resolvedAt",
      (select jsonb_agg(jsonb_build_object('body', r.body, 'reporter', r.reporter_id, 'reason', r.reason, 'note', r.note,
          'words', to_jsonb(r.words), 'at', (extract(epoch from r.at) * 1000)::float8) order by r.at, r.id)
         from message_reports r where r.tenant_id = ${db.tenantId} and r.room_id = c.room_id and r.seq = c.seq) as reports
    from report_cases c
    left join rooms o on o.tenant_id = ${db.tenantId} and o.id = c.room_id
    left join messages m on m.tenant_id = ${db.tenantId} and m.room_id = c.room_id and m.seq = c.seq`;
}

function caseOf({ roomName, roomKind, ...row }: RawCase): CaseRow {
  return { ...row, room: roomName === null || roomKind === null ? null : { name: roomName, kind: roomKind } };
}
