import type { TokenUsage } from "@/lib/quotas/protocol";
import type { ChatChunk, ChatCompletion, WireToolCall } from "../protocol";
import { argumentText, isLoose, normaliseFinish, plainContent } from "./normalise";
import { estimateText, readUsage, wireUsage } from "./tokens";

export interface CompletionFacts {
  id: string;
  model: string;
  created: number;
  promptTokens: () => number;
}

/** The whole answer of any provider as OpenAI's schema has it; null where it is none. Members we do not know stay. */
export function normaliseCompletion(
  raw: unknown,
  facts: CompletionFacts,
): { completion: ChatCompletion; usage: TokenUsage } | null {
  if (!isLoose(raw) || raw.error || !Array.isArray(raw.choices)) return null;
  const given = raw.choices.filter(isLoose);
  if (given.length === 0 || !given.every((choice) => isLoose(choice.message))) return null;
  const id = text(raw.id) ?? facts.id;
  const choices = given.map((choice, at) => {
    const message = isLoose(choice.message) ? choice.message : {};
    const calls = toolCalls(message.tool_calls, id);
    const { tool_calls: _given, ...rest } = message;
    return {
      ...choice,
      index: typeof choice.index === "number" ? choice.index : at,
      message: {
        ...rest,
        role: "assistant" as const,
        content: plainContent(message.content),
        refusal: text(message.refusal),
        ...(calls.length > 0 ? { tool_calls: calls } : {}),
      },
      logprobs: isLoose(choice.logprobs) ? choice.logprobs : null,
      finish_reason:
        normaliseFinish(choice.finish_reason, calls.length > 0) ?? (calls.length > 0 ? "tool_calls" : "stop"),
    };
  });
  const usage = readUsage(raw.usage) ?? estimated(choices, facts);
  const completion = {
    ...raw,
    id,
    object: "chat.completion" as const,
    created: typeof raw.created === "number" ? raw.created : facts.created,
    model: text(raw.model) ?? facts.model,
    choices,
    usage: isLoose(raw.usage) ? { ...raw.usage, ...wireTotals(usage) } : wireUsage(usage),
  };
  return { completion, usage };
}

/** A whole answer as a stream: some providers do not stream when they are asked to. */
export function chunksOfCompletion({ id, created, model, choices }: ChatCompletion): ChatChunk[] {
  const [choice] = choices;
  if (!choice) return [];
  const { content, refusal, tool_calls: calls } = choice.message;
  const delta = {
    role: "assistant" as const,
    content,
    refusal,
    ...(calls ? { tool_calls: calls.map((call, index) => ({ index, ...call })) } : {}),
  };
  const chunk = (
    part: ChatChunk["choices"][number]["delta"],
    finish: ChatChunk["choices"][number]["finish_reason"],
  ): ChatChunk => ({
    ...{ id, object: "chat.completion.chunk", created, model },
    choices: [{ index: 0, delta: part, logprobs: null, finish_reason: finish }],
  });
  return [chunk(delta, null), chunk({}, choice.finish_reason)];
}

function wireTotals(usage: TokenUsage) {
  const { prompt_tokens, completion_tokens, total_tokens } = wireUsage(usage);
  return { prompt_tokens, completion_tokens, total_tokens };
}

function toolCalls(raw: unknown, id: string): WireToolCall[] {
  if (!Array.isArray(raw)) return [];
  return raw.filter(isLoose).map((call, index) => {
    const fn = isLoose(call.function) ? call.function : {};
    return {
      ...call,
      id: text(call.id) ?? `call_${id}_${index}`,
      type: "function" as const,
      function: { ...fn, name: String(fn.name ?? ""), arguments: argumentText(fn.arguments) },
    };
  });
}

function estimated(choices: ChatCompletion["choices"], facts: CompletionFacts): TokenUsage {
  let completionTokens = 0;
  for (const { message } of choices) {
    completionTokens += estimateText(message.content ?? "");
    for (const call of message.tool_calls ?? []) completionTokens += 1 + estimateText(call.function.arguments);
  }
  return { promptTokens: facts.promptTokens(), completionTokens, cachedTokens: 0, reasoningTokens: 0, estimated: true };
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** A whole answer as the bytes of a stream. */
export function bytesOfCompletion(completion: ChatCompletion): ReadableStream<Uint8Array> {
  const { id, created, model, usage } = completion;
  const events = [
    ...chunksOfCompletion(completion),
    { id, object: "chat.completion.chunk", created, model, choices: [], usage },
  ];
  const text = [...events.map((event) => JSON.stringify(event)), "[DONE]"].map((data) => `data: ${data}\n\n`).join("");
  return new Blob([text]).stream();
}
