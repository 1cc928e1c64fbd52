/** Which rows of the days a question is about. */
import { sql, type SQL } from "drizzle-orm";
import type { ProjectId } from "@/lib/platform/ids";
import type { Dimension, ReportId } from "@/lib/reporting/protocol";

export interface Period {
  from: string;
  until: string;
}

/** Counts that are kept of each day, and their columns. */
export const SUMS = {
  chat: { messages: "messages", people: "people", replies: "replies", files: "files" },
  assistant: {
    ...{ conversations: "conversations", settled: "settled", deflected: "deflected", answers: "answers" },
    ...{ abstained: "abstained", ups: "ups", downs: "downs" },
  },
  models: {
    ...{ calls: "calls", failed: "failed", cost: "cost" },
    ...{ promptTokens: "prompt_tokens", completionTokens: "completion_tokens" },
  },
} as const satisfies Record<ReportId, Record<string, string>>;

/** What groups are ordered by. */
export const SIZE: Record<ReportId, string> = { chat: "messages", assistant: "conversations", models: "calls" };

const TABLES: Record<ReportId, string> = {
  chat: "report_chat_days",
  assistant: "report_assistant_days",
  models: "report_model_days",
};

export function daysTable(report: ReportId): SQL {
  return sql.identifier(TABLES[report]) as unknown as SQL;
}

/** Everything, or all of one assistant; a model call is an assistant's by its key. */
export function wholeScope(report: ReportId, project: ProjectId | null): SQL {
  if (report === "chat") return sql`by = '' and key = ''`;
  if (project === null) return sql`project = '' and by = '' and key = ''`;
  return sql`project = '' and by = ${report === "models" ? "key" : "project"} and key = ${project}`;
}

/** The rows of the groups that a report is divided into. */
export function groupScope(tenant: SQL, report: ReportId, by: Dimension, project: ProjectId | null): SQL {
  if (report === "chat") return sql`by = 'room'`;
  const only = project === null ? sql`true` : sql`key = ${project}`;
  if (by === "project" && report === "assistant") return sql`project = '' and by = 'project' and ${only}`;
  if (by === "project" || by === "key") {
    const keys = sql`(select k.id::text from api_keys k where k.tenant_id = ${tenant})`;
    // "is true": looked up in a hash of the keys; by itself it would be joined, in a loop over all of them for each row.
    const which = by === "key" ? sql`(key in ${keys}) is true` : sql`key not in ${keys}`;
    return sql`project = '' and by = 'key' and ${which} and ${only}`;
  }
  return sql`project = ${project ?? ""} and by = ${by}`;
}

/** What a group is called: null for what is there no more, and for what may not be named. */
export function groupName(tenant: SQL, by: Dimension, key: SQL): SQL {
  const nameIn = (table: SQL) =>
    sql`(select n.name from ${table} n where n.tenant_id = ${tenant} and n.id::text = ${key})`;
  if (by === "project") return nameIn(sql`projects`);
  if (by === "key") return nameIn(sql`api_keys`);
  if (by !== "room") return key;
  return sql`(
    select n.name from rooms n where n.tenant_id = ${tenant} and n.id::text = ${key}
      and n.kind = 'channel' and n.visibility = 'public')`;
}
