import { sql, type SQL } from "drizzle-orm";

/** The columns of a conversation, as `KeptConversation` names them. */
export const CONVERSATION: SQL = sql`id, project_id as "projectId", visitor_id as "visitorId", visitor_name as "visitorName",
  anonymous, language, page_url as "pageUrl", page_title as "pageTitle", version::float8 as version, state,
  last_seq::float8 as "lastSeq", turns, preview, outcome, ups, downs,
  round(extract(epoch from created_at) * 1000)::float8 as "createdAt",
  round(extract(epoch from updated_at) * 1000)::float8 as "updatedAt",
  round(extract(epoch from archived_at) * 1000)::float8 as "archivedAt"`;
