import type { TenantDb } from "@/db/client";
import { listDueSessions } from "@/db/queries/sessions";
import type { SessionId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import type { ConversationRpc } from "./objects";

const DUE_MAX = 500;
const AT_ONCE = 6;

interface SweepDeps {
  db: TenantDb;
  conversation(sessionId: SessionId): Pick<ConversationRpc, "read" | "delete">;
  nowMs: number;
}

/**
 * Deletes sessions, with every message, that nothing has changed for longer than their tenant keeps them. The object has
 * the last word: one that was used since Postgres heard of it stays. Answers how many went; what fails waits for the next time.
 */
export async function sweepSessions({ db, conversation, nowMs }: SweepDeps): Promise<number> {
  const due = await listDueSessions(db, { nowMs, limit: DUE_MAX });
  const sweepOne = async ({ id, updatedAt }: (typeof due)[number]): Promise<number> => {
    try {
      const known = await conversation(id).read(db.tenantId);
      if (known.status !== "done") return 0;
      const { status, updated_at: usedAt } = known.session;
      if (status === "running" || usedAt > updatedAt) return 0;
      return (await conversation(id).delete(db.tenantId)).status === "done" ? 1 : 0;
    } catch (error) {
      log({ event: "session.sweep_failed", level: "warn", sessionId: id, ...errorFacts(error) });
      return 0;
    }
  };
  let gone = 0;
  for (let at = 0; at < due.length; at += AT_ONCE) {
    const answers = await Promise.all(due.slice(at, at + AT_ONCE).map(sweepOne));
    gone += answers.reduce((sum, one) => sum + one, 0);
  }
  return gone;
}
