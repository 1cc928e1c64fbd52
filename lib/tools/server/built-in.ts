import * as z from "zod/mini";
import { listSessions } from "@/db/queries/sessions";
import type { KeyId, SessionId } from "@/lib/platform/ids";
import { cleanText } from "@/lib/sessions/core/text";
import { knowledgeSearch } from "./knowledge-search";
import { defineTool, type Tool, type ToolCall, type ToolDeps, ToolError } from "./tool";

const TIMEOUT_MS = 5_000;
const LISTED_MAX = 50;

const sessionsList = defineTool({
  name: "sessions_list",
  description: "Lists the newest sessions with their title, user and time of the last change.",
  destructive: false,
  scope: "sessions",
  timeoutMs: TIMEOUT_MS,
  input: z.strictObject({ limit: z.optional(z.int().check(z.minimum(1), z.maximum(LISTED_MAX))) }),
  output: z.object({
    sessions: z.array(
      z.object({ id: z.string(), title: z.string(), user: z.nullable(z.string()), updated_at: z.number() }),
    ),
  }),
  run: async (deps, call, { limit = 20 }) => ({
    sessions: await listSessions(deps.db, { limit, before: null, ...reachOf(call) }),
  }),
});

/**
 * Writing into another conversation changes what its model goes by, and cannot be taken back: it needs an approval.
 * It starts no answer there: the note is read with the next question.
 */
const sessionsSend = defineTool({
  name: "sessions_send",
  description: "Leaves a note in another session. Its model reads it with the next question; it is not answered.",
  destructive: true,
  scope: "sessions",
  timeoutMs: TIMEOUT_MS,
  input: z.strictObject({
    session_id: z.uuid(),
    content: z.string().check(z.minLength(1), z.maxLength(8_000), z.overwrite(cleanText)),
  }),
  output: z.object({ sent: z.literal(true) }),
  run: async (deps, call, input) => {
    await requireReach(deps, call, input.session_id as SessionId);
    const note = { id: call.runId, from: senderOf(call), content: input.content };
    const done = await deps.conversation(input.session_id as SessionId).note(deps.tenantId, note);
    if (done.status === "refused") throw noSession();
    return { sent: true as const };
  },
});

export const BUILT_IN_TOOLS: readonly Tool[] = [sessionsList, sessionsSend, knowledgeSearch];

/**
 * Which sessions a call may reach. A caller with a key, and whoever manages the tools, reaches the tenant's, as the API lets it; the model of a session
 * only those of the same key and the same user, so that no conversation tells one user of another.
 */
function reachOf({ session, keyId }: ToolCall): { user?: string | null; keyId?: KeyId } {
  if (!session) return {};
  if (keyId === null) throw noSession();
  return { user: session.user, keyId };
}

function senderOf({ session, keyId }: ToolCall): string {
  if (session) return `session:${session.id}`;
  return keyId === null ? "dashboard" : "api";
}

async function requireReach(deps: ToolDeps, { session, keyId }: ToolCall, target: SessionId): Promise<void> {
  const found = await deps.conversation(target).read(deps.tenantId);
  if (found.status === "refused") throw noSession();
  if (!session) return;
  if (found.keyId !== keyId || found.session.user !== session.user) throw noSession();
}

function noSession(): ToolError {
  return new ToolError("not_found", "There is no such session.");
}
