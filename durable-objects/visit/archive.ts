import { VISITOR_LIMITS } from "@/lib/assistant/protocol";
import { archiveKey, type VisitServices } from "@/lib/assistant/server/ports";
import { errorFacts, log } from "@/lib/platform/log";
import type { VisitStore } from "./store";

const RETRY_MS = 60_000;

/** When a conversation is over: so long after its last word. */
export function overAt(store: VisitStore): number {
  return store.updatedAt + VISITOR_LIMITS.restoreMs;
}

/**
 * Puts the transcript into the archive and empties the object, once Postgres has everything too. Redacted: what the
 * placeholders stand for ends here. Answers when to try again; null: done.
 */
export async function archive(
  store: VisitStore,
  services: VisitServices,
  drain: () => Promise<void>,
): Promise<number | null> {
  const { tenantId, projectId, conversationId } = store.birth;
  try {
    if (store.state === "open") store.archive(services.now());
    await drain();
    if (store.unpushed(1) !== null) return services.now() + RETRY_MS;
    // A second writing of the same is the same.
    if (store.state === "archived" && !store.isEmptied) {
      await services.archive.put(archiveKey(tenantId, projectId, conversationId), JSON.stringify(store.transcript()));
      store.transaction(() => store.empty());
    }
    return null;
  } catch (error) {
    log({ event: "visit.archive_retry", level: "warn", tenantId, conversationId, ...errorFacts(error) });
    return services.now() + RETRY_MS;
  }
}
