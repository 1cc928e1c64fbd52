import type { ChatRequest } from "../protocol";
import type { ModelEntry } from "./model";
import { thinkingLevel } from "./thinking";

/** Which dialect: OpenAI's own of today, or the one that every other server understands. */
export type Dialect = "openai" | "openai-compatible";

/**
 * The body that a provider gets. Usage is always asked for. The output is bounded by what was reserved for the call, also
 * where the caller named no bound. Members we do not know are passed on; those that are ours alone are not.
 */
export function upstreamBody(request: ChatRequest, model: ModelEntry, stream: boolean, dialect: Dialect): object {
  const {
    metadata: _ours,
    user: _user,
    max_tokens: maxTokens,
    max_completion_tokens: maxCompletionTokens,
    reasoning_effort: effort,
    stream_options: options,
    messages,
    ...rest
  } = request;
  const most = Math.min(maxCompletionTokens ?? maxTokens ?? model.outputTokensMax, model.outputTokensMax);
  const level = thinkingLevel(effort ?? null, model.thinking);
  return {
    ...rest,
    model: model.upstream,
    messages: dialect === "openai" ? messages : messages.map(withSystemRole),
    stream,
    ...(stream ? { stream_options: { ...options, include_usage: true } } : {}),
    ...(dialect === "openai" ? { max_completion_tokens: most } : { max_tokens: most }),
    ...(level === null ? {} : { reasoning_effort: level }),
  };
}

/** `developer` is OpenAI's newer word for `system`; others refuse it. */
function withSystemRole(message: ChatRequest["messages"][number]) {
  return message.role === "developer" ? { ...message, role: "system" as const } : message;
}
