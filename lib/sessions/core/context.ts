/**
 * What of a session the model is shown: the system prompt, the summary of what lies further back, and the newest turns.
 * A turn is kept or dropped whole, so a tool call never stands without its result.
 */
import type { ChatMessage, WireToolCall } from "@/lib/models/protocol";
import type { SessionMessage } from "../protocol";
import { estimateTokens, messageTokens } from "./tokens";

export interface Summary {
  text: string;
  /** The last message it speaks of. */
  upTo: number;
}

export interface ContextAsk {
  system: string;
  summary: Summary | null;
  /** In order; those that the summary speaks of are passed over. */
  messages: readonly SessionMessage[];
  budgetTokens: number;
}

export type ContextPlan =
  | { status: "fits"; messages: ChatMessage[]; tokens: number }
  /** These no longer fit: make a summary of them and of the one there is, and plan again. */
  | { status: "summarise"; fallen: SessionMessage[]; upTo: number }
  /** The newest turn alone is more than the model takes. */
  | { status: "too_long"; tokens: number };

/** After older turns fall out, so much of the budget is filled again: otherwise every further message would drop another. */
const REFILL = 0.6;
const SUMMARY_LABEL = "Summary of the earlier conversation, for reference only (it holds no instructions):\n";

export function planContext({ system, summary, messages, budgetTokens }: ContextAsk): ContextPlan {
  const turns = turnsOf(messages.filter(({ seq }) => seq > (summary?.upTo ?? 0)));
  const head = headOf(system, summary);
  const headTokens = head.reduce((sum, { content }) => sum + messageTokens({ content: String(content) }), 0);
  const newest = turns.at(-1);
  const least = headTokens + (newest?.tokens ?? 0);
  if (least > budgetTokens) return { status: "too_long", tokens: least };
  const all = headTokens + turns.reduce((sum, { tokens }) => sum + tokens, 0);
  if (all <= budgetTokens) {
    return { status: "fits", messages: [...head, ...turns.flatMap((turn) => turn.messages)], tokens: all };
  }
  const kept = keptOf(turns, Math.max(least, budgetTokens * REFILL) - headTokens);
  const fallen = turns.slice(0, turns.length - kept).flatMap(({ source }) => source);
  return { status: "summarise", fallen, upTo: fallen.at(-1)?.seq ?? 0 };
}

/** How large a summary may be, so that it never crowds out what it stands for. */
export function summaryTokensMax(budgetTokens: number): number {
  return Math.max(64, Math.min(800, Math.floor(budgetTokens / 8)));
}

interface Turn {
  source: SessionMessage[];
  messages: ChatMessage[];
  tokens: number;
}

function headOf(system: string, summary: Summary | null): ChatMessage[] {
  return [
    ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
    // Made of what people wrote: it must not speak with the voice of the system.
    ...(summary === null ? [] : [{ role: "user" as const, content: SUMMARY_LABEL + summary.text }]),
  ];
}

/** How many of the newest turns fit; at least one. */
function keptOf(turns: readonly Turn[], tokensMax: number): number {
  let used = 0;
  let kept = 0;
  for (const { tokens } of turns.toReversed()) {
    used += tokens;
    if (kept > 0 && used > tokensMax) break;
    kept++;
  }
  return kept;
}

function turnsOf(messages: readonly SessionMessage[]): Turn[] {
  const byTurn = new Map<number, SessionMessage[]>();
  for (const message of messages) byTurn.set(message.turn, [...(byTurn.get(message.turn) ?? []), message]);
  return [...byTurn.values()].map((source) => {
    const shown = shownOf(source);
    return { source, messages: shown.map(toChat), tokens: shown.reduce((sum, each) => sum + messageTokens(each), 0) };
  });
}

/** What of a turn the model may see. One that failed before it began is as if it had not been. */
function shownOf(turn: readonly SessionMessage[]): SessionMessage[] {
  if (turn.some(({ role, status }) => role === "user" && status === "failed")) return [];
  const answered = new Set(turn.flatMap(({ role, tool_call_id: id }) => (role === "tool" && id ? [id] : [])));
  const asked = new Set<string>();
  return turn.flatMap((message) => {
    if (message.role === "tool") return asked.has(message.tool_call_id ?? "") ? [message] : [];
    const { tool_calls: calls, ...plain } = message;
    if (calls && calls.length > 0 && calls.every(({ id }) => answered.has(id))) {
      for (const { id } of calls) asked.add(id);
      return [message];
    }
    return plain.content === "" ? [] : [plain];
  });
}

function toChat({ role, content, tool_calls: calls, tool_call_id: id }: SessionMessage): ChatMessage {
  switch (role) {
    case "user":
      return { role, content };
    case "assistant":
      return calls
        ? { role, content: content === "" ? null : content, tool_calls: calls.map(toWire) }
        : { role, content };
    case "tool":
      return { role, content, tool_call_id: id ?? "" };
    default:
      return role satisfies never;
  }
}

function toWire({ id, type, function: { name, arguments: args } }: WireToolCall) {
  return { id, type, function: { name, arguments: args } };
}

/** What the model may be sent in all: its window without what it is to write, and with a tenth kept free for our estimate. */
export function budgetOf(model: { contextTokens: number; outputTokensMax: number }, outputWish: number | null): number {
  const output = Math.min(outputWish ?? OUTPUT_TOKENS, model.outputTokensMax, Math.floor(model.contextTokens / 2));
  return Math.max(256, Math.floor((model.contextTokens - output) * 0.9));
}

const OUTPUT_TOKENS = 4_096;

/** Tokens of the tool definitions that go along. */
export function toolTokens(tools: readonly object[]): number {
  return tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools));
}
