/** What the API answers, for its document. Bodies of chat and embeddings are lib/models/protocol.ts, as OpenAI has them. */
import * as z from "zod";
import { FINISH_REASONS } from "@/lib/models/protocol";

export const modelView = z
  .object({
    id: z.string(),
    object: z.literal("model"),
    created: z.int(),
    owned_by: z.string(),
  })
  .meta({ id: "Model" });
export const modelList = z.object({ object: z.literal("list"), data: z.array(modelView) }).meta({ id: "ModelList" });

const limited = { used: z.int(), limit: z.int().nullable() };
export const usageView = z
  .object({
    object: z.literal("usage"),
    from: z.int(),
    until: z.int(),
    requests: z.object(limited),
    tokens: z.object({ ...limited, reserved: z.int() }),
    cost: z.object({ ...limited, reserved: z.int() }),
    streams: z.object({ open: z.int(), limit: z.int().nullable() }),
  })
  .meta({ id: "Usage" });

export const wireUsage = z
  .looseObject({
    prompt_tokens: z.int(),
    completion_tokens: z.int(),
    total_tokens: z.int(),
    prompt_tokens_details: z.looseObject({ cached_tokens: z.int().optional() }).optional(),
    completion_tokens_details: z.looseObject({ reasoning_tokens: z.int().optional() }).optional(),
  })
  .meta({ id: "TokenUsage" });
export const wireToolCall = z.object({
  id: z.string(),
  type: z.literal("function"),
  function: z.object({ name: z.string(), arguments: z.string() }),
});

export const chatCompletion = z
  .looseObject({
    id: z.string(),
    object: z.literal("chat.completion"),
    created: z.int(),
    model: z.string(),
    choices: z.array(
      z.looseObject({
        index: z.int(),
        message: z.looseObject({
          role: z.literal("assistant"),
          content: z.string().nullable(),
          refusal: z.string().nullable(),
          tool_calls: z.array(wireToolCall).optional(),
        }),
        logprobs: z.looseObject({}).nullable(),
        finish_reason: z.enum(FINISH_REASONS),
      }),
    ),
    usage: wireUsage,
  })
  .meta({ id: "ChatCompletion" });

export const chatChunk = z
  .looseObject({
    id: z.string(),
    object: z.literal("chat.completion.chunk"),
    created: z.int(),
    model: z.string(),
    choices: z.array(
      z.looseObject({
        index: z.int(),
        delta: z.looseObject({
          role: z.literal("assistant").optional(),
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z
            .array(
              z.object({
                index: z.int(),
                id: z.string().optional(),
                type: z.literal("function").optional(),
                function: z.object({ name: z.string().optional(), arguments: z.string().optional() }).optional(),
              }),
            )
            .optional(),
        }),
        logprobs: z.looseObject({}).nullable(),
        finish_reason: z.enum(FINISH_REASONS).nullable(),
      }),
    ),
    usage: wireUsage.nullish(),
  })
  .meta({ id: "ChatCompletionChunk" });

export const embeddingsList = z
  .object({
    object: z.literal("list"),
    data: z.array(
      z.object({
        object: z.literal("embedding"),
        index: z.int(),
        embedding: z.union([z.array(z.number()), z.string()]),
      }),
    ),
    model: z.string(),
    usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
  })
  .meta({ id: "EmbeddingsList" });
