/** The events that a streamed answer of a session is made of: those of a chat completion, one id for the whole turn. */
import type { ChatChunk, FinishReason, WireUsage } from "@/lib/models/protocol";
import type { SessionAnswer } from "../protocol";

export interface ChunkHead {
  id: string;
  created: number;
  model: string;
}

export const DONE = "data: [DONE]\n\n";

export function deltaEvent(head: ChunkHead, delta: ChatChunk["choices"][number]["delta"]): string {
  return eventOf(head, [{ index: 0, delta, logprobs: null, finish_reason: null }]);
}

export function finishEvent(head: ChunkHead, finish: FinishReason): string {
  return eventOf(head, [{ index: 0, delta: {}, logprobs: null, finish_reason: finish }]);
}

export function usageEvent(head: ChunkHead, usage: WireUsage): string {
  return eventOf(head, [], usage);
}

/** Ends a stream without `[DONE]`: what was sent before is all there is. */
export function errorEvent(error: { code: string; message: string }, requestId: string): string {
  const body = { message: error.message, type: "parlor_error", param: null, code: error.code, request_id: requestId };
  return `data: ${JSON.stringify({ error: body })}\n\n`;
}

/** A finished answer as the events it would have been. */
export function eventsOf(answer: SessionAnswer, withUsage: boolean): string[] {
  const head = { id: answer.id, created: answer.created, model: answer.model };
  const [choice] = answer.choices;
  return [
    deltaEvent(head, { role: "assistant", content: choice?.message.content ?? "" }),
    finishEvent(head, choice?.finish_reason ?? "stop"),
    ...(withUsage ? [usageEvent(head, answer.usage)] : []),
    DONE,
  ];
}

function eventOf({ id, created, model }: ChunkHead, choices: ChatChunk["choices"], usage?: WireUsage): string {
  const chunk: ChatChunk = { id, object: "chat.completion.chunk", created, model, choices };
  return `data: ${JSON.stringify(usage ? { ...chunk, usage } : chunk)}\n\n`;
}
