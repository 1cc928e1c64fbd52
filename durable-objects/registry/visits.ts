import type { VisitRpc } from "@/lib/assistant/server/objects";
import type { ConversationId, ProjectId, TenantId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";

const SCHEMA =
  "CREATE TABLE IF NOT EXISTS visits (conversation TEXT PRIMARY KEY, project TEXT NOT NULL, due_at INTEGER NOT NULL) WITHOUT ROWID";
/** A conversation that is so late has lost its alarm. */
const LATE_MS = 60_000;
const VISITS_MAX = 500;
const AT_ONCE = 6;

/** The conversations of a tenant's visitors that have something to do yet, be it only to end. */
export class VisitList {
  private readonly sql: SqlStorage;
  private readonly visit: (id: ConversationId) => Pick<VisitRpc, "tend">;

  constructor(sql: SqlStorage, visit: (id: ConversationId) => Pick<VisitRpc, "tend">) {
    this.sql = sql;
    this.visit = visit;
    sql.exec(SCHEMA);
  }

  /** It has something to do then, or had before. */
  mark(id: ConversationId, projectId: ProjectId, dueAt: number): void {
    this.sql.exec(
      "INSERT INTO visits (conversation, project, due_at) VALUES (?, ?, ?) ON CONFLICT (conversation) DO UPDATE SET due_at = min(due_at, excluded.due_at)",
      id,
      projectId,
      dueAt,
    );
  }

  all(): ConversationId[] {
    return this.sql
      .exec<{ id: ConversationId }>("SELECT conversation AS id FROM visits")
      .toArray()
      .map(({ id }) => id);
  }

  of(projectId: ProjectId): ConversationId[] {
    return this.sql
      .exec<{ id: ConversationId }>("SELECT conversation AS id FROM visits WHERE project = ?", projectId)
      .toArray()
      .map(({ id }) => id);
  }

  /** Has those that are late do what is due, and lets go of those that have nothing left. */
  async wakeLate(tenantId: TenantId, nowMs: number): Promise<void> {
    const late = this.sql
      .exec<{ id: ConversationId }>(
        "SELECT conversation AS id FROM visits WHERE due_at < ? ORDER BY due_at LIMIT ?",
        nowMs - LATE_MS,
        VISITS_MAX,
      )
      .toArray();
    for (let at = 0; at < late.length; at += AT_ONCE) {
      await Promise.all(late.slice(at, at + AT_ONCE).map(({ id }) => this.wake(tenantId, id)));
    }
  }

  private async wake(tenantId: TenantId, id: ConversationId): Promise<void> {
    try {
      const dueAt = await this.visit(id).tend(tenantId);
      if (dueAt === null) this.sql.exec("DELETE FROM visits WHERE conversation = ?", id);
      else this.sql.exec("UPDATE visits SET due_at = ? WHERE conversation = ?", dueAt, id);
    } catch (error) {
      log({ event: "visit.outbox_retry", level: "warn", tenantId, conversationId: id, ...errorFacts(error) });
    }
  }
}
