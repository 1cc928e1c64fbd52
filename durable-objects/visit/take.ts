import type { ParsedFrame } from "@/lib/assistant/core/parse-frame";
import { type ServerFrame, VISITOR_LIMITS } from "@/lib/assistant/protocol";
import type { VisitBirth } from "@/lib/assistant/server/objects";
import type { SessionClaims } from "@/lib/assistant/server/session-token";
import type { VisitStore } from "./store";
import type { Talk } from "./talk";

/** What a parsed frame does, and what its sender is told. */
export async function take(
  { store, talk }: { store: VisitStore; talk: Talk },
  parsed: ParsedFrame,
  reply: (frame: ServerFrame) => void,
): Promise<void> {
  if (!parsed.ok) return reply(parsed.error);
  const { frame } = parsed;
  switch (frame.type) {
    case "ping":
      return reply({ type: "pong" });
    case "init":
      return reply({ type: "error", code: "invalid_request", message: "A stream begins by its address." });
    case "history": {
      const messages = store.before(frame.before, VISITOR_LIMITS.historyTurns).map(({ shown }) => shown);
      const [first] = messages;
      return reply({ type: "history", messages, earlier: first !== undefined && first.seq > 1 });
    }
    default:
      return talk.act(frame, reply);
  }
}

type Owner = Pick<VisitBirth, "tenantId" | "projectId" | "conversationId" | "visitorId">;

export function ownerOf({ tenant, project, conversation, visitor }: SessionClaims): Owner {
  return { tenantId: tenant, projectId: project, conversationId: conversation, visitorId: visitor };
}

export function isOf({ birth }: VisitStore, owner: Owner): boolean {
  return (["tenantId", "projectId", "conversationId", "visitorId"] as const).every(
    (name) => birth[name] === owner[name],
  );
}
