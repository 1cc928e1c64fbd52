import { sql } from "drizzle-orm";
import type { ConversationState, KeptConversation, KeptMessage } from "@/lib/assistant/kept";
import type { ConversationId, ProjectId, VisitorId } from "@/lib/platform/ids";
import type { TenantDb } from "../client";
import { CONVERSATION } from "../conversations/columns";

/**
 * Writes how a conversation stands and messages that changed, in one transaction. A batch may come twice or late: only a
 * higher version changes anything, and what an erasure took stays away.
 */
export async function projectConversation(
  db: TenantDb,
  conversation: KeptConversation,
  messages: readonly KeptMessage[],
): Promise<void> {
  const tenant = sql`${db.tenantId}::uuid`;
  const id = sql`${conversation.id}::uuid`;
  const moment = (ms: number | null) => sql`to_timestamp(${ms}::numeric / 1000.0)`;
  const rows = messages.map(({ seq, version, turn, role, text, state, at, ...data }) => {
    return { seq, version, turn, role, text, state, at, data };
  });
  await db.run((q) => [
    q.execute(sql`
      insert into conversations as c (tenant_id, id, project_id, visitor_id, visitor_name, anonymous, language, page_url,
        page_title, version, state, last_seq, turns, preview, outcome, ups, downs, created_at, updated_at, archived_at)
      values (${tenant}, ${id}, ${conversation.projectId}::uuid, ${conversation.visitorId}::uuid,
        ${conversation.visitorName}, ${conversation.anonymous}::boolean, ${conversation.language}, ${conversation.pageUrl},
        ${conversation.pageTitle}, ${conversation.version}::bigint, ${conversation.state}, ${conversation.lastSeq}::bigint,
        ${conversation.turns}::int, ${conversation.preview}, ${conversation.outcome}, ${conversation.ups}::int,
        ${conversation.downs}::int, ${moment(conversation.createdAt)}, ${moment(conversation.updatedAt)},
        ${moment(conversation.archivedAt)})
      on conflict (tenant_id, id) do update set
        visitor_name = excluded.visitor_name, language = excluded.language, page_url = excluded.page_url,
        page_title = excluded.page_title, version = excluded.version, state = excluded.state,
        last_seq = excluded.last_seq, turns = excluded.turns, preview = excluded.preview, outcome = excluded.outcome,
        ups = excluded.ups, downs = excluded.downs, updated_at = excluded.updated_at, archived_at = excluded.archived_at
      where c.version < excluded.version`),
    q.execute(sql`
      insert into conversation_messages as m (tenant_id, conversation_id, seq, version, turn, role, text, state, data, at)
      select ${tenant}, ${id}, r.seq, r.version, r.turn, r.role, r.text, r.state, r.data, to_timestamp(r.at / 1000.0)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(seq bigint, version bigint, turn int, role text, text text, state text, data jsonb, at numeric)
      on conflict (tenant_id, conversation_id, seq) do update set
        version = excluded.version, turn = excluded.turn, role = excluded.role, text = excluded.text,
        state = excluded.state, data = excluded.data, at = excluded.at
      where m.version < excluded.version`),
    q.execute(sql`
      delete from conversation_messages m using conversations c
      where c.tenant_id = ${tenant} and c.id = ${id} and m.tenant_id = c.tenant_id and m.conversation_id = c.id
        and c.state = 'erased'`),
  ]);
}

export interface ConversationsWish {
  limit: number;
  /** The last one of the page before. */
  before: { at: number; id: string } | null;
  projectId?: ProjectId;
  visitorId?: VisitorId;
  state?: Exclude<ConversationState, "erased">;
  outcome?: NonNullable<KeptConversation["outcome"]>;
  /** Those with a thumb down. */
  disliked?: boolean;
}

/** Conversations by their last word, newest first; ask for one more than is shown to know whether there are more. */
export async function listConversations(db: TenantDb, wish: ConversationsWish): Promise<KeptConversation[]> {
  const { before } = wish;
  const [rows] = await db.run((q) => [
    q.execute<KeptConversation & Record<string, unknown>>(sql`
      select ${CONVERSATION} from conversations
      where tenant_id = ${db.tenantId}::uuid and state <> 'erased'
        and (${wish.projectId ?? null}::uuid is null or project_id = ${wish.projectId ?? null}::uuid)
        and (${wish.visitorId ?? null}::uuid is null or visitor_id = ${wish.visitorId ?? null}::uuid)
        and (${wish.state ?? null}::text is null or state = ${wish.state ?? null}::text)
        and (${wish.outcome ?? null}::text is null or outcome = ${wish.outcome ?? null}::text)
        and (${!wish.disliked}::boolean or downs > 0)
        and (${before?.id ?? null}::uuid is null
          or (updated_at, id) < (to_timestamp(${before?.at ?? 0}::numeric / 1000.0), ${before?.id ?? null}::uuid))
      order by updated_at desc, id desc limit ${wish.limit}::int`),
  ]);
  return rows.rows;
}

/** One conversation; null for a foreign, a missing and an erased one. */
export async function findConversation(db: TenantDb, id: ConversationId): Promise<KeptConversation | null> {
  const [rows] = await db.run((q) => [
    q.execute<KeptConversation & Record<string, unknown>>(sql`
      select ${CONVERSATION} from conversations
      where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid and state <> 'erased'`),
  ]);
  return rows.rows[0] ?? null;
}

/** What was said in one, from the first word on. */
export async function listConversationMessages(
  db: TenantDb,
  id: ConversationId,
  { after, limit }: { after: number; limit: number },
): Promise<KeptMessage[]> {
  const [rows] = await db.run((q) => [
    q.execute<Pick<KeptMessage, "seq"> & { data: Record<string, unknown> } & Record<string, unknown>>(sql`
      select seq::float8 as seq, version::float8 as version, turn, role, text, state, data,
        round(extract(epoch from at) * 1000)::float8 as at
      from conversation_messages
      where tenant_id = ${db.tenantId}::uuid and conversation_id = ${id}::uuid and seq > ${after}::bigint
      order by seq limit ${limit}::int`),
  ]);
  return rows.rows.map(({ data, ...message }) => ({ ...data, ...message }) as unknown as KeptMessage);
}
