import type { CallFailure } from "@/lib/models/server/call";
import type { CallEnd } from "@/lib/quotas/protocol";
import type { Refusal } from "@/lib/rooms/server/objects";

/** What an unborn session, a deleted one and another tenant's all answer. */
export const NO_SESSION: Refusal = { status: "refused", code: "not_found", message: "There is no such session." };

const NO_PARAM = { param: null, retryAfterMs: null };

/** Something of ours went wrong. */
export const BROKEN: CallFailure = {
  ...NO_PARAM,
  status: 503,
  code: "unavailable",
  message: "The session could not answer. Try again in a moment.",
};

/** The answer ended before it was whole. */
export function cutShort(end: CallEnd, error: { code: string; message: string } | null): CallFailure {
  const code = error?.code ?? (end === "aborted" ? "aborted" : "provider_failed");
  const message = error?.message ? error.message : "The answer ended before it was whole.";
  return { ...NO_PARAM, status: 502, code, message };
}

export function tooLong(tokens: number, budget: number): CallFailure {
  const message = `This message comes to about ${tokens} tokens with what must go with it; the model takes ${budget}.`;
  return { ...NO_PARAM, status: 400, code: "context_length_exceeded", message, param: "content" };
}

export function unknownTool(message: string): CallFailure {
  return { ...NO_PARAM, status: 400, code: "invalid_request", message, param: "tools" };
}
