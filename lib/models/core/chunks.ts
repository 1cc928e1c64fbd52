import type {
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import type { TokenUsage } from "@/lib/quotas/protocol";
import type { ChatCompletion, FinishReason, WireToolCall } from "../protocol";
import { RelayBase } from "./relay";
import { estimateCompletion, wireUsage } from "./tokens";

/** Writes the stream of an AI SDK model in OpenAI's language. */
export class PartRelay extends RelayBase<LanguageModelV4StreamPart> {
  /** Ids of calls whose input came in pieces: the whole call that follows says nothing new. */
  private readonly streamed = new Set<string>();

  feed(part: LanguageModelV4StreamPart): void {
    if (this.over !== null) return;
    switch (part.type) {
      case "text-delta":
        if (part.delta !== "") this.sendDelta({ content: part.delta }, part.delta.length);
        return;
      case "reasoning-delta":
        if (part.delta !== "") this.sendDelta({ reasoning_content: part.delta }, part.delta.length);
        return;
      case "tool-input-start":
        this.streamed.add(part.id);
        this.beginCall(part.id, part.toolName, "");
        return;
      case "tool-input-delta":
        this.continueCall(part.id, part.delta);
        return;
      case "tool-call":
        if (!this.streamed.has(part.toolCallId)) this.beginCall(part.toolCallId, part.toolName, part.input);
        return;
      case "text-end":
        if (part.citations && part.citations.length > 0) this.sendCitations(part.citations);
        return;
      case "finish":
        this.finish(part.finishReason, part.usage);
        return;
      case "error":
        this.fail({ kind: "cut" });
        return;
      default:
        // Parts that OpenAI's language has no word for.
        return;
    }
  }

  end(): void {
    this.fail({ kind: "cut" });
  }

  private sendDelta(delta: object, chars: number): void {
    this.started = true;
    this.pieces++;
    this.chars += chars;
    this.sendObject(this.chunk({ ...this.role(), ...delta }, null));
  }

  private beginCall(id: string, name: string, args: string): void {
    const index = this.facts.toolIds.push(id) - 1;
    this.sendDelta({ tool_calls: [{ index, id, type: "function", function: { name, arguments: args } }] }, args.length);
  }

  private continueCall(id: string, args: string): void {
    const index = this.facts.toolIds.indexOf(id);
    if (index !== -1 && args !== "")
      this.sendDelta({ tool_calls: [{ index, function: { arguments: args } }] }, args.length);
  }

  /** `annotations`, as OpenAI's own answers with sources have them. */
  private sendCitations(
    citations: NonNullable<Extract<LanguageModelV4StreamPart, { type: "text-end" }>["citations"]>,
  ): void {
    this.sendObject(this.chunk({ ...this.role(), ...{ annotations: annotationsOf(citations) } }, null));
  }

  private finish(reason: LanguageModelV4FinishReason, usage: LanguageModelV4Usage): void {
    this.told = usageOfParts(usage) ?? this.told;
    const finish = wireFinish(reason, this.facts.toolIds.length > 0);
    if (finish === null) {
      this.fail({ kind: "cut" });
      return;
    }
    this.started = true;
    this.facts.finished = true;
    this.sendObject(this.chunk(this.role(), finish));
    this.done();
  }

  private role(): { role?: "assistant" } {
    if (this.facts.roleSent) return {};
    this.facts.roleSent = true;
    return { role: "assistant" };
  }
}

/** A whole answer of an AI SDK model in OpenAI's language; null where it broke off. */
export function completionOfResult(
  result: LanguageModelV4GenerateResult,
  facts: { id: string; model: string; created: number; promptTokens: () => number },
): { completion: ChatCompletion; usage: TokenUsage } | null {
  const calls = result.content.flatMap((part): WireToolCall[] =>
    part.type === "tool-call"
      ? [{ id: part.toolCallId, type: "function", function: { name: part.toolName, arguments: part.input } }]
      : [],
  );
  const finish = wireFinish(result.finishReason, calls.length > 0);
  if (finish === null) return null;
  const text = textOf(result.content);
  const usage = usageOfParts(result.usage) ?? {
    promptTokens: facts.promptTokens(),
    completionTokens: estimateCompletion(
      calls.length,
      text.length + calls.reduce((sum, call) => sum + call.function.arguments.length, 0),
    ),
    cachedTokens: 0,
    reasoningTokens: 0,
    estimated: true,
  };
  const citations = result.content.flatMap((part) => (part.type === "text" ? (part.citations ?? []) : []));
  const message = {
    role: "assistant" as const,
    content: text === "" && calls.length > 0 ? null : text,
    refusal: null,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
    ...(citations.length > 0 ? { annotations: annotationsOf(citations) } : {}),
  };
  const { id, model, created } = facts;
  const choices = [{ index: 0, message, logprobs: null, finish_reason: finish }];
  return { completion: { id, object: "chat.completion", created, model, choices, usage: wireUsage(usage) }, usage };
}

/** Null: the model did not finish. */
export function wireFinish(reason: LanguageModelV4FinishReason, hasTools: boolean): FinishReason | null {
  switch (reason.unified) {
    case "stop":
    case "other":
      return hasTools ? "tool_calls" : "stop";
    case "length":
      return "length";
    case "content-filter":
      return "content_filter";
    case "tool-calls":
      return "tool_calls";
    case "error":
    case "interrupted":
      return null;
    default:
      return reason.unified satisfies never;
  }
}

function usageOfParts(usage: LanguageModelV4Usage): TokenUsage | null {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens.total === undefined && outputTokens.total === undefined) return null;
  const promptTokens = inputTokens.total ?? 0;
  const completionTokens = outputTokens.total ?? 0;
  return {
    promptTokens,
    completionTokens,
    cachedTokens: Math.min(promptTokens, inputTokens.cacheRead ?? 0),
    reasoningTokens: Math.min(completionTokens, outputTokens.reasoning ?? 0),
    estimated: false,
  };
}

function textOf(content: readonly LanguageModelV4Content[]): string {
  return content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

type Citations = NonNullable<Extract<LanguageModelV4Content, { type: "text" }>["citations"]>;

function annotationsOf(citations: Citations): object[] {
  return citations.map(({ source, startIndex, endIndex, citedText }) => ({
    type: source.sourceType === "url" ? "url_citation" : "file_citation",
    [source.sourceType === "url" ? "url_citation" : "file_citation"]: {
      ...(source.sourceType === "url" ? { url: source.url } : { file_id: source.id }),
      title: source.title ?? "",
      start_index: startIndex ?? 0,
      end_index: endIndex ?? 0,
      ...(citedText === undefined ? {} : { cited_text: citedText }),
    },
  }));
}
