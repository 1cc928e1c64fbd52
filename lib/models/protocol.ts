/**
 * The chat and embeddings bodies of the API, as OpenAI publishes them (openai/openai-openapi). In: parsed. Out: typed.
 * Members we do not know are kept and passed on: a provider that speaks the same language may.
 * Classic zod, since the OpenAPI document is generated from these; never loaded by a browser.
 */
import * as z from "zod";

const NAME = /^[A-Za-z0-9_-]{1,64}$/;
/** More than any model's window; a body larger than 4 MiB is refused before. */
const TEXT_MAX = 4_000_000;

const text = z.string().max(TEXT_MAX);
const textPart = z.looseObject({ type: z.literal("text"), text });
const contentPart = z.discriminatedUnion("type", [
  textPart,
  z.looseObject({
    type: z.literal("image_url"),
    image_url: z.looseObject({ url: z.string().max(TEXT_MAX), detail: z.enum(["auto", "low", "high"]).optional() }),
  }),
  z.looseObject({
    type: z.literal("input_audio"),
    input_audio: z.looseObject({ data: text, format: z.enum(["wav", "mp3"]) }),
  }),
  z.looseObject({ type: z.literal("file"), file: z.looseObject({}) }),
]);
const textContent = z.union([text, z.array(textPart).min(1)]);

export const toolCall = z.looseObject({
  id: z.string().min(1).max(256),
  type: z.literal("function"),
  function: z.looseObject({ name: z.string().min(1).max(256), arguments: text }),
});

export const chatMessage = z.discriminatedUnion("role", [
  z.looseObject({ role: z.literal("developer"), content: textContent, name: z.string().max(256).optional() }),
  z.looseObject({ role: z.literal("system"), content: textContent, name: z.string().max(256).optional() }),
  z.looseObject({
    role: z.literal("user"),
    content: z.union([text, z.array(contentPart).min(1)]),
    name: z.string().max(256).optional(),
  }),
  z.looseObject({
    role: z.literal("assistant"),
    content: z.union([text, z.array(z.looseObject({ type: z.enum(["text", "refusal"]) }))]).nullish(),
    refusal: text.nullish(),
    name: z.string().max(256).optional(),
    tool_calls: z.array(toolCall).max(128).optional(),
  }),
  z.looseObject({ role: z.literal("tool"), content: textContent, tool_call_id: z.string().min(1).max(256) }),
]);

const functionTool = z.looseObject({
  type: z.literal("function"),
  function: z.looseObject({
    name: z.string().regex(NAME),
    description: z.string().max(4_096).optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
    strict: z.boolean().nullish(),
  }),
});

const toolChoice = z.union([
  z.enum(["none", "auto", "required"]),
  z.looseObject({ type: z.literal("function"), function: z.looseObject({ name: z.string().regex(NAME) }) }),
]);

const responseFormat = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text") }),
  z.looseObject({ type: z.literal("json_object") }),
  z.looseObject({
    type: z.literal("json_schema"),
    json_schema: z.looseObject({
      name: z.string().regex(NAME),
      description: z.string().max(4_096).optional(),
      schema: z.record(z.string(), z.unknown()).optional(),
      strict: z.boolean().nullish(),
    }),
  }),
]);

/** The body of `POST /v1/chat/completions`. */
export const chatRequest = z.looseObject({
  /** Absent: the router chooses. `auto`, `small` and `large` are choices of the router too. */
  model: z.string().min(1).max(256).optional(),
  messages: z.array(chatMessage).min(1).max(2_048),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  n: z.literal(1).nullish(),
  seed: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string()).min(1).max(4)]).nullish(),
  tools: z.array(functionTool).max(128).optional(),
  tool_choice: toolChoice.optional(),
  parallel_tool_calls: z.boolean().optional(),
  response_format: responseFormat.optional(),
  reasoning_effort: z.enum(["none", "minimal", "low", "medium", "high"]).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  user: z.string().max(512).optional(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
});
export type ChatRequest = z.infer<typeof chatRequest>;
export type ChatMessage = z.infer<typeof chatMessage>;

/** The body of `POST /v1/embeddings`. */
export const embeddingsRequest = z.looseObject({
  model: z.string().min(1).max(256).optional(),
  input: z.union([
    z.string().min(1).max(TEXT_MAX),
    z.array(z.string().min(1).max(TEXT_MAX)).min(1).max(2_048),
    z.array(z.int()).min(1).max(2_048),
    z.array(z.array(z.int()).min(1)).min(1).max(2_048),
  ]),
  encoding_format: z.enum(["float", "base64"]).optional(),
  dimensions: z.int().min(1).optional(),
  user: z.string().max(512).optional(),
});
export type EmbeddingsRequest = z.infer<typeof embeddingsRequest>;

export const FINISH_REASONS = ["stop", "length", "tool_calls", "content_filter", "function_call"] as const;
export type FinishReason = (typeof FINISH_REASONS)[number];

export interface WireUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details?: { cached_tokens?: number };
  completion_tokens_details?: { reasoning_tokens?: number };
}

export interface WireToolCall {
  id: string;
  type: "function";
  function: { name: string; arguments: string };
}

/** `chat.completion`. */
export interface ChatCompletion {
  id: string;
  object: "chat.completion";
  created: number;
  model: string;
  choices: {
    index: number;
    message: { role: "assistant"; content: string | null; refusal: string | null; tool_calls?: WireToolCall[] };
    logprobs: object | null;
    finish_reason: FinishReason;
  }[];
  usage: WireUsage;
}

/** `chat.completion.chunk`. The first one carries the role; each has every member that OpenAI's schema asks for. */
export interface ChatChunk {
  id: string;
  object: "chat.completion.chunk";
  created: number;
  model: string;
  choices: {
    index: number;
    delta: {
      role?: "assistant";
      content?: string | null;
      refusal?: string | null;
      tool_calls?: {
        index: number;
        id?: string;
        type?: "function";
        function?: { name?: string; arguments?: string };
      }[];
    };
    logprobs: object | null;
    finish_reason: FinishReason | null;
  }[];
  usage?: WireUsage | null;
}
