import { sql } from "drizzle-orm";
import type { KeyId, SessionId } from "@/lib/platform/ids";
import type { SessionCursor } from "@/lib/sessions/core/cursor";
import type { SessionMessage, SessionView } from "@/lib/sessions/protocol";
import type { TenantDb } from "../client";

/** A session on its way from its object. */
export interface ProjectedSession {
  id: SessionId;
  keyId: KeyId;
  /** Grows with every change. */
  version: number;
  title: string;
  model: string | null;
  instructions: string;
  user: string | null;
  metadata: Record<string, string>;
  tools: readonly string[];
  lastSeq: number;
  resetSeq: number;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
}

/**
 * Writes how a session stands and messages that change no more, in one transaction. A batch may come twice or late: only a
 * higher version changes the session, and what a reset or a deletion took stays away.
 */
export async function projectSession(
  db: TenantDb,
  session: ProjectedSession,
  messages: readonly SessionMessage[],
): Promise<void> {
  const tenant = sql`${db.tenantId}::uuid`;
  const id = sql`${session.id}::uuid`;
  const moment = (ms: number | null) => sql`to_timestamp(${ms}::numeric / 1000.0)`;
  const rows = messages.map(({ seq, turn, role, content, status, created_at: at, ...rest }) => {
    const { object: _object, session_id: _id, ...data } = rest;
    return { seq, turn, role, content, status, at, data };
  });
  await db.run((q) => [
    q.execute(sql`
      insert into ai_sessions as s (tenant_id, id, key_id, version, title, model, instructions, end_user, metadata, tools,
        last_seq, reset_seq, created_at, updated_at, deleted_at)
      values (${tenant}, ${id}, ${session.keyId}::uuid, ${session.version}::bigint, ${session.title}, ${session.model},
        ${session.instructions}, ${session.user}, ${JSON.stringify(session.metadata)}::jsonb, ${sql.param([...session.tools])}::text[],
        ${session.lastSeq}::bigint, ${session.resetSeq}::bigint, ${moment(session.createdAt)}, ${moment(session.updatedAt)},
        ${moment(session.deletedAt)})
      on conflict (tenant_id, id) do update set
        version = excluded.version, title = excluded.title, model = excluded.model, instructions = excluded.instructions,
        end_user = excluded.end_user, metadata = excluded.metadata, tools = excluded.tools, last_seq = excluded.last_seq,
        reset_seq = excluded.reset_seq, updated_at = excluded.updated_at, deleted_at = excluded.deleted_at
      where s.version < excluded.version`),
    q.execute(sql`
      insert into ai_session_messages (tenant_id, session_id, seq, turn, role, content, status, data, at)
      select ${tenant}, ${id}, m.seq, m.turn, m.role, m.content, m.status, m.data, to_timestamp(m.at / 1000.0)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as m(seq bigint, turn int, role text, content text, status text, data jsonb, at numeric)
      on conflict (tenant_id, session_id, seq) do nothing`),
    q.execute(sql`
      delete from ai_session_messages m using ai_sessions s
      where s.tenant_id = ${tenant} and s.id = ${id} and m.tenant_id = s.tenant_id and m.session_id = s.id
        and (s.deleted_at is not null or m.seq <= s.reset_seq)`),
  ]);
}

export interface SessionsWish {
  limit: number;
  before: SessionCursor | null;
  /** Of this user alone; null: of those that have none. Absent: whoever's. */
  user?: string | null;
  /** Of this key alone. */
  keyId?: KeyId;
}

/** Sessions of the tenant, newest first; one more than `limit` tells that there are more. */
export async function listSessions(db: TenantDb, wish: SessionsWish): Promise<SessionView[]> {
  const { before } = wish;
  const [rows] = await db.run((q) => [
    q.execute<SessionView & Record<string, unknown>>(sql`
      select id, 'session' as object, title, model, instructions, end_user as "user", metadata, tools, 'idle' as status,
        last_seq::float8 as last_seq, round(extract(epoch from created_at) * 1000)::float8 as created_at,
        round(extract(epoch from updated_at) * 1000)::float8 as updated_at
      from ai_sessions
      where tenant_id = ${db.tenantId}::uuid and deleted_at is null
        and (${wish.user === undefined}::boolean or end_user is not distinct from ${wish.user ?? null}::text)
        and (${wish.keyId ?? null}::uuid is null or key_id = ${wish.keyId ?? null}::uuid)
        and (${before?.id ?? null}::uuid is null
          or (created_at, id) < (to_timestamp(${before?.at ?? 0}::numeric / 1000.0), ${before?.id ?? null}::uuid))
      order by created_at desc, id desc limit ${wish.limit}::int`),
  ]);
  return rows.rows;
}

/** Sessions that nothing has changed for longer than the tenant keeps them, the oldest first; none where it keeps them for good. */
export async function listDueSessions(
  db: TenantDb,
  { nowMs, limit }: { nowMs: number; limit: number },
): Promise<{ id: SessionId; updatedAt: number }[]> {
  const [due] = await db.run((q) => [
    q.execute<{ id: SessionId; updatedAt: number }>(sql`
      select s.id, round(extract(epoch from s.updated_at) * 1000)::float8 as "updatedAt"
      from ai_sessions s join tenant_config c on c.tenant_id = s.tenant_id
      where s.tenant_id = ${db.tenantId}::uuid and s.deleted_at is null
        and s.updated_at < to_timestamp(${nowMs}::numeric / 1000.0) - make_interval(days => c.retention_days)
      order by s.updated_at limit ${limit}::int`),
  ]);
  return due.rows;
}
