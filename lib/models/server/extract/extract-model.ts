import {
  type JSONSchema7,
  type LanguageModelV4,
  type LanguageModelV4CallOptions,
  type LanguageModelV4Citation,
  type LanguageModelV4Content,
  type LanguageModelV4FinishReason,
  type LanguageModelV4Source,
  type LanguageModelV4StreamPart,
  type LanguageModelV4Usage,
  UnsupportedFunctionalityError,
} from "@ai-sdk/provider";
import { type ExtractAnswer, extractAnswer, type Quote } from "../../core/extract-answer";
import { FREE } from "../../core/prices";
import { EXTRACT_ID } from "../../core/route";
import { estimateText } from "../../core/tokens";
import type { ModelEntry } from "../call";

export const EXTRACT_ENTRY: ModelEntry = {
  ...{ id: EXTRACT_ID, provider: "parlor", upstream: "extract", size: "small", kind: "chat" },
  ...{ contextTokens: 128_000, outputTokensMax: 1_000, tools: true, thinking: [], price: FREE },
};

const TEXT_ID = "text";

/**
 * The built-in model: needs no network and no key. It quotes one to three sentences of the passages that it is given
 * (core/passages.ts has their form), calls a tool that the question names outright, and otherwise says that it cannot answer.
 */
export function extractModel(): LanguageModelV4 {
  return {
    specificationVersion: "v4",
    provider: EXTRACT_ENTRY.provider,
    modelId: EXTRACT_ENTRY.upstream,
    supportedUrls: {},
    doGenerate: (options) => {
      const { content, finishReason, usage } = answer(options);
      return Promise.resolve({ content, finishReason, usage, warnings: [] });
    },
    doStream: (options) => Promise.resolve({ stream: streamOf(partsOf(answer(options)), options.abortSignal) }),
  };
}

interface Answered {
  content: LanguageModelV4Content[];
  finishReason: LanguageModelV4FinishReason;
  usage: LanguageModelV4Usage;
}

function answer(options: LanguageModelV4CallOptions): Answered {
  const format = options.responseFormat;
  if (format?.type === "json" && format.schema !== undefined && !takesAnswer(format.schema))
    throw new UnsupportedFunctionalityError({ functionality: "answers after a JSON schema" });
  const said = extractAnswer(options);
  const promptTokens = estimateText(JSON.stringify(options.prompt));
  if (said.kind === "call") {
    const input = JSON.stringify(said.call.input);
    const call = {
      type: "tool-call",
      toolCallId: `call_${crypto.randomUUID()}`,
      toolName: said.call.name,
      input,
    } as const;
    return {
      content: [call],
      finishReason: { unified: "tool-calls", raw: undefined },
      usage: usageOf(promptTokens, 1 + estimateText(input)),
    };
  }
  const whole = format?.type === "json" ? asJson(said) : said;
  const { text, finishReason } = bounded(whole.text, options);
  const quotes = whole.kind === "quote" ? whole.quotes.filter((quote) => quote.to <= text.length) : [];
  const citations = quotes.map(citationOf);
  const sources = [...new Map(citations.map(({ source }) => [source.id, source])).values()];
  const body: LanguageModelV4Content = { type: "text", text, ...(citations.length > 0 ? { citations } : {}) };
  return { content: [...sources, body], finishReason, usage: usageOf(promptTokens, estimateText(text)) };
}

/** A schema that takes `{"answer": "..."}` is one that we can fill honestly. */
function takesAnswer(schema: JSONSchema7): boolean {
  const required: readonly string[] = schema.required ?? [];
  return (
    schema.properties !== undefined && "answer" in schema.properties && required.every((name) => name === "answer")
  );
}

function asJson(said: Exclude<ExtractAnswer, { kind: "call" }>): ExtractAnswer & { kind: "say" } {
  return { kind: "say", text: JSON.stringify({ answer: said.text }) };
}

/** Not longer than allowed, and not beyond a stop sequence. */
function bounded(
  text: string,
  { maxOutputTokens, stopSequences }: LanguageModelV4CallOptions,
): { text: string; finishReason: LanguageModelV4FinishReason } {
  const stops = (stopSequences ?? []).map((stop) => text.indexOf(stop)).filter((at) => at !== -1);
  const stopped = stops.length > 0 ? text.slice(0, Math.min(...stops)) : text;
  const charsMax = (maxOutputTokens ?? Infinity) * 4;
  const cut = stopped.length > charsMax;
  return {
    text: cut ? stopped.slice(0, charsMax) : stopped,
    finishReason: { unified: cut ? "length" : "stop", raw: undefined },
  };
}

function citationOf({ from, to, sentence }: Quote): LanguageModelV4Citation {
  const { id, title, url } = sentence.passage;
  const providerMetadata = { parlor: { from: sentence.from, to: sentence.to } };
  const source: LanguageModelV4Source =
    url === undefined
      ? { type: "source", sourceType: "document", id, mediaType: "text/plain", title, providerMetadata }
      : { type: "source", sourceType: "url", id, url, title, providerMetadata };
  return { source, startIndex: from, endIndex: to, citedText: sentence.text };
}

function usageOf(input: number, output: number): LanguageModelV4Usage {
  return {
    inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: output, text: output, reasoning: 0 },
  };
}

function partsOf({ content, finishReason, usage }: Answered): LanguageModelV4StreamPart[] {
  const parts: LanguageModelV4StreamPart[] = [{ type: "stream-start", warnings: [] }];
  for (const part of content) {
    if (part.type === "text") {
      parts.push({ type: "text-start", id: TEXT_ID });
      for (const [delta] of part.text.matchAll(/\S+\s*|\s+/g)) parts.push({ type: "text-delta", id: TEXT_ID, delta });
      parts.push({ type: "text-end", id: TEXT_ID, ...(part.citations ? { citations: part.citations } : {}) });
    } else if (part.type === "tool-call") {
      const { toolCallId: id, toolName, input } = part;
      parts.push(
        { type: "tool-input-start", id, toolName },
        { type: "tool-input-delta", id, delta: input },
        { type: "tool-input-end", id },
        part,
      );
    } else if (part.type === "source") parts.push(part);
  }
  parts.push({ type: "finish", finishReason, usage });
  return parts;
}

function streamOf(
  parts: readonly LanguageModelV4StreamPart[],
  signal: AbortSignal | undefined,
): ReadableStream<LanguageModelV4StreamPart> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      const part = parts[at++];
      if (signal?.aborted) controller.error(signal.reason);
      else if (part === undefined) controller.close();
      else controller.enqueue(part);
    },
  });
}
