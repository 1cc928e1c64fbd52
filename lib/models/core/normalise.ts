import type { TokenUsage } from "@/lib/quotas/protocol";
import { FINISH_REASONS, type FinishReason } from "../protocol";
import { readUsage } from "./tokens";

type Loose = Record<string, unknown>;

/** What is known of one stream while its chunks pass. */
export interface StreamFacts {
  id: string;
  model: string;
  created: number;
  roleSent: boolean;
  /** Ids of the tool calls so far, by index. */
  toolIds: string[];
  finished: boolean;
}

export interface NormalChunk {
  kind: "chunk";
  chunk: Loose;
  /** False: what was sent can be passed on as it is. */
  changed: boolean;
  /** Pieces of the answer in it, and their characters. None: nobody misses it yet. */
  pieces: number;
  chars: number;
  usage: TokenUsage | null;
  /** The one chunk that has only usage. */
  usageOnly: boolean;
  /** Nothing but text in it: later ones that look the same may pass unread. */
  plainText: string | null;
}

export type Normalised = NormalChunk | { kind: "error" } | { kind: "nothing" } | { kind: "garbage" };

/**
 * Makes one chunk of any provider what OpenAI's schema asks for: index, role, finish_reason, type, id and the rest.
 * `facts` learns from it.
 */
export function normaliseChunk(raw: unknown, facts: StreamFacts): Normalised {
  if (!isLoose(raw)) return { kind: "garbage" };
  if (raw.error || raw.object === "error") return { kind: "error" };
  const usage = readUsage(raw.usage);
  const given = Array.isArray(raw.choices) ? raw.choices.filter(isLoose) : null;
  if (given === null && usage === null) return "detail" in raw ? { kind: "error" } : { kind: "nothing" };
  const out: NormalChunk = {
    ...{ kind: "chunk", chunk: raw, changed: false, pieces: 0, chars: 0 },
    ...{ usage, usageOnly: false, plainText: null },
  };
  heading(raw, facts, out);
  if (given === null || given.length === 0) {
    set(out, "choices", []);
    out.usageOnly = usage !== null;
    return usage === null ? { kind: "nothing" } : out;
  }
  const choices = given.map((choice, at) => normaliseChoice(choice, at, facts, out));
  if (out.changed || choices.some((choice, at) => choice !== given[at])) set(out, "choices", choices);
  // Usage comes once, in a chunk of its own.
  if (usage !== null) set(out, "usage", null);
  if (given.length > 1 || out.changed || usage !== null) out.plainText = null;
  return out;
}

/** The whole answer of any provider as OpenAI's schema has it, or null where it is none. */
export function normaliseFinish(value: unknown, hasTools: boolean): FinishReason | null {
  if (typeof value !== "string" || value === "") return null;
  if (value === "stop" && hasTools) return "tool_calls";
  if ((FINISH_REASONS as readonly string[]).includes(value)) return value as FinishReason;
  return FINISH_WORDS[value.toLowerCase()] ?? (hasTools ? "tool_calls" : "stop");
}

const FINISH_WORDS: Record<string, FinishReason> = {
  max_tokens: "length",
  model_length: "length",
  tool_use: "tool_calls",
  "tool-calls": "tool_calls",
  safety: "content_filter",
  "content-filter": "content_filter",
};

/** Text of a content that some providers send in parts. */
export function plainContent(content: unknown): string | null {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return null;
  return content.map((part) => (isLoose(part) && typeof part.text === "string" ? part.text : "")).join("");
}

/** Arguments are a string; some providers send the object itself. */
export function argumentText(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "" : JSON.stringify(value);
}

export function isLoose(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function heading(raw: Loose, facts: StreamFacts, out: NormalChunk): void {
  if (typeof raw.id === "string" && raw.id !== "") facts.id = raw.id;
  else set(out, "id", facts.id);
  if (raw.object !== "chat.completion.chunk") set(out, "object", "chat.completion.chunk");
  if (typeof raw.created !== "number") set(out, "created", facts.created);
  if (typeof raw.model === "string" && raw.model !== "") facts.model = raw.model;
  else set(out, "model", facts.model);
}

/** The choice itself where nothing had to change. */
function normaliseChoice(choice: Loose, at: number, facts: StreamFacts, out: NormalChunk): Loose {
  const given = isLoose(choice.delta) ? choice.delta : {};
  const delta = normaliseDelta(given, facts, out);
  const finish = normaliseFinish(choice.finish_reason, facts.toolIds.length > 0);
  if (finish !== null) {
    facts.finished = true;
    out.plainText = null;
  }
  if (delta === choice.delta && typeof choice.index === "number" && choice.finish_reason === finish) return choice;
  return {
    ...choice,
    index: typeof choice.index === "number" ? choice.index : at,
    delta,
    logprobs: choice.logprobs ?? null,
    finish_reason: finish,
  };
}

function normaliseDelta(given: Loose, facts: StreamFacts, out: NormalChunk): Loose {
  let delta = given;
  const change = (name: string, value: unknown) => {
    delta = { ...delta, [name]: value };
  };
  if (!facts.roleSent || ("role" in given && given.role !== "assistant")) {
    if (given.role !== "assistant") change("role", "assistant");
    facts.roleSent = true;
  }
  const text = plainContent(given.content);
  if (typeof given.content !== "string" && !isNullish(given.content)) change("content", text);
  for (const piece of [text, given.refusal, given.reasoning_content ?? given.reasoning])
    if (typeof piece === "string" && piece !== "") {
      out.pieces++;
      out.chars += piece.length;
    }
  const calls = Array.isArray(given.tool_calls) ? given.tool_calls.filter(isLoose) : [];
  if (calls.length > 0) {
    const fixed = calls.map((call) => normaliseToolDelta(call, facts));
    if (fixed.some((call, at) => call !== calls[at])) change("tool_calls", fixed);
    for (const call of fixed) {
      out.pieces++;
      out.chars += argumentText((call.function as Loose | undefined)?.arguments).length;
    }
  }
  out.plainText = text !== null && text !== "" && calls.length === 0 && out.pieces === 1 ? text : null;
  return delta;
}

/** Where a delta of a call belongs: its index, else the call of its id, else a new one where it begins one, else the last. */
function toolIndex(call: Loose, facts: StreamFacts): number {
  if (typeof call.index === "number") return call.index;
  const known = typeof call.id === "string" && call.id !== "" ? facts.toolIds.indexOf(call.id) : -1;
  if (known !== -1) return known;
  const named = isLoose(call.function) && typeof call.function.name === "string" && call.function.name !== "";
  if (named || (typeof call.id === "string" && call.id !== "")) return facts.toolIds.length;
  return Math.max(0, facts.toolIds.length - 1);
}

function normaliseToolDelta(call: Loose, facts: StreamFacts): Loose {
  const index = toolIndex(call, facts);
  const first = facts.toolIds[index] === undefined;
  const fn = isLoose(call.function) ? call.function : {};
  const fixed: Loose = { ...call, index };
  if (first) {
    const id = typeof call.id === "string" && call.id !== "" ? call.id : `call_${facts.id}_${index}`;
    facts.toolIds[index] = id;
    fixed.id = id;
    fixed.type = "function";
    fixed.function = { ...fn, name: String(fn.name ?? ""), arguments: argumentText(fn.arguments) };
  } else {
    if (!(typeof call.id === "string" && call.id !== "")) delete fixed.id;
    if (call.type !== "function") delete fixed.type;
    const rest: Loose = { ...fn };
    if (typeof fn.name !== "string" || fn.name === "") delete rest.name;
    if (typeof fn.arguments !== "string") rest.arguments = argumentText(fn.arguments);
    fixed.function = rest;
  }
  return equalToolDelta(call, fixed) ? call : fixed;
}

function equalToolDelta(one: Loose, other: Loose): boolean {
  const names = ["index", "id", "type"] as const;
  if (names.some((name) => one[name] !== other[name])) return false;
  const [a, b] = [one.function, other.function];
  return isLoose(a) && isLoose(b) && a.name === b.name && a.arguments === b.arguments;
}

function set(out: NormalChunk, name: string, value: unknown): void {
  out.chunk = { ...out.chunk, [name]: value };
  out.changed = true;
}

function isNullish(value: unknown): boolean {
  return value === undefined || value === null;
}
