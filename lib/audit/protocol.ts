/** What the audit log holds and answers. Types and names only. Times are milliseconds since 1970. */

export const AUDIT_ACTOR_KINDS = ["person", "operator", "key", "system"] as const;
export type AuditActorKind = (typeof AUDIT_ACTOR_KINDS)[number];

/** Every administrative act, as `thing.what_happened`. */
export const AUDIT_ACTIONS = [
  "tenant.created",
  "tenant.renamed",
  "tenant.settings_changed",
  "tenant.config_changed",
  "tenant.suspended",
  "tenant.reactivated",
  "tenant.deletion_scheduled",
  "tenant.erased",
  "member.role_changed",
  "member.removed",
  "invitation.created",
  "invitation.cancelled",
  "invite_link.created",
  "invite_link.revoked",
  "word.added",
  "word.changed",
  "word.removed",
  "message.removed",
  "report.dismissed",
  "report.exported",
  "report_subscription.created",
  "report_subscription.deleted",
  "notify_policy.changed",
  "group.created",
  "group.changed",
  "group.deleted",
  "emoji.deleted",
  "key.created",
  "key.changed",
  "key.rerolled",
  "key.revoked",
  "project.created",
  "project.changed",
  "project.deleted",
  "project_secret.created",
  "project_secret.retired",
  "prompt.saved",
  "prompt.rolled_back",
  "evaluation_set.created",
  "evaluation_set.deleted",
  "evaluation_run.started",
  "knowledge.added",
  "knowledge.crawled",
  "knowledge.deleted",
  "conversation.erased",
  "conversation.exported",
  "conversations.exported",
  "tool.added",
  "tool.removed",
  "mcp_server.added",
  "mcp_server.accepted",
  "mcp_server.removed",
  "tool_run.approved",
  "tool_run.denied",
  "tool_runs.exported",
  "audit.exported",
  "operator.added",
  "operator.removed",
  "operator_token.created",
  "operator_token.revoked",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

type Plain = string | number | boolean | null;

/** The facts of an act. Whole numbers only, so that the text that is hashed is the same everywhere. Never a secret. */
export interface AuditData {
  [name: string]: Plain | readonly Plain[] | AuditData;
}

/** Who acted. A person's name is looked up when the row is written. */
export type AuditActor =
  | { kind: "person"; id: string }
  | { kind: "operator" | "key"; id: string; name: string }
  | { kind: "system" };

export interface AuditEntry {
  actor: AuditActor;
  action: AuditAction;
  /** Id of what was acted on. */
  target: string;
  data?: AuditData;
  requestId: string;
}

/** A row of the log as it is shown, exported and verified. */
export interface AuditRow {
  seq: number;
  id: string;
  at: number;
  actorKind: AuditActorKind;
  actor: string;
  actorName: string;
  action: string;
  target: string;
  data: AuditData;
  requestId: string;
  prevHash: string;
  hash: string;
}

export interface AuditHead {
  seq: number;
  hash: string;
}

/** What can be wrong with a log: with an entry, or with where it ends. */
export type AuditFault = "missing" | "unlinked" | "changed" | "cut" | "no_end" | "other_end";

/** What verifying a log answers, a portion at a time. `checking`: whole so far; go on after `next`, `of` is where it ends. */
export type AuditCheck =
  | { status: "checking"; next: AuditHead; of: number }
  | { status: "whole"; entries: number; hash: string | null; at: number }
  /** `seq`: the first place where the log is not what was written. */
  | { status: "broken"; seq: number; fault: AuditFault; at: number };

/** `verifiedAtOnce`: hashing so many stays well within the time that a request of a Worker has. */
export const AUDIT_BOUNDS = { pageSize: 50, textCharsMax: 200, verifiedAtOnce: 2_000 } as const;

/** What is looked for; "" is anything. Days are those of UTC. */
export interface AuditSearch {
  action: AuditAction | "";
  actor: string;
  target: string;
  from: string;
  until: string;
}

export type AuditEntryView = Omit<AuditRow, "prevHash" | "hash" | "requestId">;

export interface AuditPage {
  search: AuditSearch;
  entries: AuditEntryView[];
  total: number;
  /** True where nothing newer was left out. */
  newest: boolean;
  /** The next page is before this entry; null: there is none. */
  older: number | null;
}
