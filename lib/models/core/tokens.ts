import type { TokenUsage } from "@/lib/quotas/protocol";
import type { ChatMessage, ChatRequest, EmbeddingsRequest, WireUsage } from "../protocol";

const CHARS_A_TOKEN = 4;
/** Scripts outside Latin need about this many characters a token. */
const WIDE_CHARS_A_TOKEN = 1.5;
const MESSAGE_TOKENS = 4;
const IMAGE_TOKENS = 765;
const IMAGE_LOW_TOKENS = 85;
/** Audio and files: nobody can say, so what is said is on the high side. */
const ATTACHMENT_TOKENS = 1_500;

export const NO_USAGE: TokenUsage = {
  promptTokens: 0,
  completionTokens: 0,
  cachedTokens: 0,
  reasoningTokens: 0,
  estimated: false,
};

/** A text's tokens, estimated. Texts of Latin letters are within about a quarter of what tokenizers say. */
export function estimateText(text: string): number {
  let wide = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x24f) wide++;
  return Math.ceil((text.length - wide) / CHARS_A_TOKEN + wide / WIDE_CHARS_A_TOKEN);
}

/** The prompt of a chat request, tools and attachments included. */
export function estimatePrompt(request: Pick<ChatRequest, "messages" | "tools">): number {
  let tokens = 0;
  for (const message of request.messages) tokens += MESSAGE_TOKENS + estimateContent(message);
  if (request.tools && request.tools.length > 0) tokens += estimateText(JSON.stringify(request.tools));
  return tokens;
}

export function estimateEmbeddings(input: EmbeddingsRequest["input"]): number {
  if (typeof input === "string") return estimateText(input);
  let tokens = 0;
  for (const item of input)
    tokens += typeof item === "string" ? estimateText(item) : typeof item === "number" ? 1 : item.length;
  return tokens;
}

/** What was seen of an answer. Providers send at least one token a piece, sometimes several. */
export function estimateCompletion(pieces: number, chars: number): number {
  return Math.max(pieces, Math.ceil(chars / CHARS_A_TOKEN));
}

/** A provider's own figures, or null where they are none. */
export function readUsage(raw: unknown): TokenUsage | null {
  if (typeof raw !== "object" || raw === null) return null;
  const usage = raw as Partial<Record<keyof WireUsage, unknown>>;
  const prompt = count(usage.prompt_tokens);
  const completion = count(usage.completion_tokens);
  if (prompt === null && completion === null) return null;
  const promptTokens = prompt ?? 0;
  const completionTokens = completion ?? 0;
  return {
    promptTokens,
    completionTokens,
    cachedTokens: Math.min(promptTokens, detail(usage.prompt_tokens_details, "cached_tokens")),
    reasoningTokens: Math.min(completionTokens, detail(usage.completion_tokens_details, "reasoning_tokens")),
    estimated: false,
  };
}

export function wireUsage(usage: TokenUsage): WireUsage {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  };
}

export function addUsage(one: TokenUsage, other: TokenUsage): TokenUsage {
  return {
    promptTokens: one.promptTokens + other.promptTokens,
    completionTokens: one.completionTokens + other.completionTokens,
    cachedTokens: one.cachedTokens + other.cachedTokens,
    reasoningTokens: one.reasoningTokens + other.reasoningTokens,
    estimated: one.estimated || other.estimated,
  };
}

function estimateContent(message: ChatMessage): number {
  let tokens = 0;
  const { content } = message;
  if (typeof content === "string") tokens += estimateText(content);
  else
    for (const part of content ?? []) {
      if (part.type === "text" && typeof part.text === "string") tokens += estimateText(part.text);
      else if (part.type === "image_url")
        tokens += (part.image_url as { detail?: string }).detail === "low" ? IMAGE_LOW_TOKENS : IMAGE_TOKENS;
      else if (part.type !== "text") tokens += ATTACHMENT_TOKENS;
    }
  if (message.role === "assistant" && message.tool_calls) tokens += estimateText(JSON.stringify(message.tool_calls));
  return tokens;
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? Math.round(value) : null;
}

function detail(raw: unknown, name: string): number {
  if (typeof raw !== "object" || raw === null) return 0;
  return count((raw as Record<string, unknown>)[name]) ?? 0;
}
