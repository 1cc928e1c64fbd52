import { sql } from "drizzle-orm";
import type { KeptConversation, KeptMessage } from "@/lib/assistant/kept";
import type { Intent, Sentiment } from "@/lib/assistant/kept";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { FoundConversation as NamedHit } from "@/lib/conversations/protocol";
import type { ConversationId, ProjectId } from "@/lib/platform/ids";
import { audited } from "../audit/statement";
import type { TenantDb } from "../client";
import { CONVERSATION } from "../conversations/columns";

export interface ConversationWish {
  limit: number;
  /** The last one of the page before. */
  before: { at: number; id: string } | null;
  projectId: ProjectId | null;
  outcome: KeptConversation["outcome"];
  /** Those with such a vote. */
  vote: "up" | "down" | null;
  /** Those where some question was for this, or in this mood. */
  intent: Intent | null;
  sentiment: Sentiment | null;
  /** In what anybody said, as it is written. */
  text: string | null;
}

export interface FoundConversation extends KeptConversation {
  projectName: string | null;
  lastRole: KeptMessage["role"] | null;
  lastText: string | null;
}

/** Conversations with their last words, newest first. One more than is shown tells whether there are more. */
export async function searchConversations(
  db: TenantDb,
  { limit, before, projectId, outcome, vote, intent, sentiment, text }: ConversationWish,
  lastChars: number,
): Promise<FoundConversation[]> {
  const pattern = text === null ? null : patternOf(text);
  const [rows] = await db.run((q) => [
    q.execute<FoundConversation & Record<string, unknown>>(sql`
      select c.*, p.name as "projectName", m.role as "lastRole", left(m.text, ${lastChars}::int) as "lastText"
      from (
        select ${CONVERSATION}, tenant_id from conversations
        where tenant_id = ${db.tenantId}::uuid and state <> 'erased' and last_seq > 0
          and (${projectId}::uuid is null or project_id = ${projectId}::uuid)
          and (${outcome}::text is null or outcome = ${outcome}::text)
          and (${vote}::text is null or case when ${vote}::text = 'up' then ups else downs end > 0)
          and (${intent ?? sentiment}::text is null or exists (
            select from conversation_messages felt
            where felt.tenant_id = ${db.tenantId}::uuid and felt.conversation_id = conversations.id
              and (${intent}::text is null or felt.data -> 'trace' ->> 'intent' = ${intent}::text)
              and (${sentiment}::text is null or felt.data -> 'trace' ->> 'sentiment' = ${sentiment}::text)))
          and (${pattern}::text is null or visitor_name ilike ${pattern}::text or exists (
            select from conversation_messages said
            where said.tenant_id = ${db.tenantId}::uuid and said.conversation_id = conversations.id
              and said.text ilike ${pattern}::text))
          and (${before?.id ?? null}::uuid is null
            or (updated_at, id) < (to_timestamp(${before?.at ?? 0}::numeric / 1000.0), ${before?.id ?? null}::uuid))
        order by updated_at desc, id desc limit ${limit}::int
      ) c
      left join projects p on p.tenant_id = c.tenant_id and p.id = c."projectId"
      left join lateral (
        select role, text from conversation_messages last
        where last.tenant_id = c.tenant_id and last.conversation_id = c.id
        order by last.seq desc limit 1
      ) m on true
      order by c."updatedAt" desc, c.id desc`),
  ]);
  return rows.rows;
}

/**
 * Conversations by the visitor's name or the words they began with, newest first. It looks at the newest `among` only, so
 * that it costs the same however many there are.
 */
export async function findConversationsByName(
  db: TenantDb,
  { text, limit, among }: { text: string; limit: number; among: number },
): Promise<NamedHit[]> {
  const pattern = patternOf(text);
  const [rows] = await db.run((q) => [
    q.execute<NamedHit & Record<string, unknown>>(sql`
      select c.id, c.visitor_name as "visitorName", c.preview, p.name as "projectName",
        round(extract(epoch from c.updated_at) * 1000)::float8 as "updatedAt"
      from (
        select id, visitor_name, preview, project_id, updated_at from conversations
        where tenant_id = ${db.tenantId}::uuid and state <> 'erased' and last_seq > 0
        order by updated_at desc, id desc limit ${among}::int
      ) c
      left join projects p on p.tenant_id = ${db.tenantId}::uuid and p.id = c.project_id
      where c.visitor_name ilike ${pattern}::text or c.preview ilike ${pattern}::text
      order by c.updated_at desc, c.id desc limit ${limit}::int`),
  ]);
  return rows.rows;
}

/** Names of the tenant's projects, deleted ones excepted. */
export async function listProjectNames(db: TenantDb): Promise<{ id: ProjectId; name: string }[]> {
  const [rows] = await db.run((q) => [
    q.execute<{ id: ProjectId; name: string }>(sql`
      select id, name from projects where tenant_id = ${db.tenantId}::uuid order by name, id limit 200`),
  ]);
  return rows.rows.map(({ id, name }) => ({ id, name }));
}

/** Has the text in it, as it is written. */
function patternOf(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

/** Takes everything that was said, and who said it. That there was a conversation stays. False: there is none. */
export async function eraseConversationRows(
  db: TenantDb,
  id: ConversationId,
  audit: AuditEntry | null = null,
): Promise<boolean> {
  const [erased] = await db.run((q) => [
    q.execute(
      audited(
        sql`
      update conversations set state = 'erased', preview = '', visitor_name = null, page_url = null, page_title = null
      where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid returning id`,
        audit,
      ),
    ),
    q.execute(sql`
      delete from conversation_messages where tenant_id = ${db.tenantId}::uuid and conversation_id = ${id}::uuid`),
  ]);
  return erased.rowCount === 1;
}
