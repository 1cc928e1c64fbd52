import { AppError } from "@/lib/platform/errors";
import { derivedId, newId, type SessionId } from "@/lib/platform/ids";
import type { SessionCreate, SessionView } from "../protocol";
import type { Caller, ConversationRpc } from "./objects";

interface CreateDeps {
  conversation(sessionId: SessionId): ConversationRpc;
  now(): number;
}

/** What a repeat of the call is known by: a name that belongs to the key, and a hash of what was sent. */
export interface RepeatMark {
  name: string;
  bodyHash: string;
}

/** Makes a session; under the same mark the same one. */
export async function createSession(
  { conversation, now }: CreateDeps,
  { proof }: Caller,
  wish: SessionCreate,
  mark: RepeatMark | null,
): Promise<SessionView> {
  const { tenantId, keyId } = proof;
  // The mark is the name of the object, so that two repeats at the same moment meet in it.
  const sessionId = mark ? await derivedId<SessionId>(tenantId, "session", mark.name) : newId<SessionId>();
  const { title = "", model = null, instructions = "", user = null, metadata = {}, tools = [] } = wish;
  const settings = { title, model, instructions, user, metadata, tools };
  const birth = { tenantId, sessionId, keyId, settings, createdAt: now(), bodyHash: mark?.bodyHash ?? "" };
  const done = await conversation(sessionId).create(birth);
  if (done.status === "refused") throw new AppError(done.code, done.message, { ...done });
  return done.session;
}
