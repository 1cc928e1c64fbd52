import { setTimeout as wait } from "node:timers/promises";
import type { CallAnswer, CallOutcome, ModelEntry } from "@/lib/models/server/call";
import { callModel } from "@/lib/models/server/call-model";
import { type Timeouts, TIMEOUTS } from "@/lib/models/server/deadline";
import { Breakers } from "@/lib/models/server/breakers";
import { wireUpstream } from "@/lib/models/server/wire-upstream";
import type { ChatChunk, ChatRequest } from "@/lib/models/protocol";

/** The model layer in front of the fake provider: `fake/small`, then `fake/large`. */
export interface FakeSetup {
  /** The pipeline's clock runs, and can be put forward. */
  clock: { now: number };
  /** What the pipeline wanted to wait before it tried again. It does not. */
  slept: number[];
  call(request: ChatRequest, options?: { models?: string[]; signal?: AbortSignal }): Promise<CallAnswer>;
}

export function fakeSetup(url: string, options: { timeouts?: Partial<Timeouts> } = {}): FakeSetup {
  const entries = [fakeEntry("small"), fakeEntry("large")];
  const upstream = wireUpstream({ baseUrl: url, key: "sk-fake", dialect: "openai-compatible" });
  const registry = { entries, upstream: () => upstream };
  const breakers = new Breakers();
  const started = Date.now();
  const clock = { now: 0 };
  const slept: number[] = [];
  let count = 0;
  const deps = {
    ...{ registry, breakers, timeouts: { ...TIMEOUTS, ...options.timeouts } },
    now: () => clock.now + Date.now() - started,
    random: () => 0.5,
    sleep: async (ms: number) => {
      slept.push(ms);
      await wait(0);
    },
    note: () => undefined,
  };
  return {
    clock,
    slept,
    call: (request, { models = ["fake/small", "fake/large"], signal = new AbortController().signal } = {}) => {
      const chain = models.flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
      return callModel(deps, { request, route: { chain, reason: "test" }, signal, requestId: `request-${++count}` });
    },
  };
}

export function fakeEntry(size: "small" | "large"): ModelEntry {
  return {
    ...{ id: `fake/${size}`, provider: "fake", upstream: `fake-${size}`, size, kind: "chat" },
    ...{ contextTokens: 32_000, outputTokensMax: 4_000, tools: true, thinking: [] },
    price: { version: "test", prompt: 100, cachedPrompt: 10, completion: 400 },
  };
}

export function askFake(text: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return { messages: [{ role: "user", content: text }], ...more };
}

/** An answer read to its end, as a careful client would. */
export interface ReadAnswer {
  raw: string;
  text: string;
  chunks: ChatChunk[];
  toolCalls: { id: string; type: string; name: string; args: string }[];
  error: { code: string; type: string; request_id: string } | null;
  done: boolean;
  outcome: CallOutcome;
}

/** Reads to the end, or leaves after so many pieces of text or calls. */
export async function readAnswer(
  answer: CallAnswer,
  leaving: { pieces: number; leave: AbortController } | null = null,
): Promise<ReadAnswer> {
  if (answer.status === "failed") throw new Error(`No model answered: ${answer.failure.code}`);
  const read: ReadAnswer = {
    ...{ raw: "", text: "", chunks: [], toolCalls: [], error: null, done: false },
    outcome: answer.status === "answer" ? answer.outcome : ({} as CallOutcome),
  };
  if (answer.status === "answer") {
    const [choice] = answer.completion.choices;
    read.text = choice?.message.content ?? "";
    read.toolCalls = (choice?.message.tool_calls ?? []).map(({ id, type, function: fn }) => ({
      id,
      type,
      name: fn.name,
      args: fn.arguments,
    }));
    read.done = true;
    return read;
  }
  const text = new TextDecoder();
  let rest = "";
  try {
    for await (const bytes of answer.body) {
      const piece = text.decode(bytes, { stream: true });
      read.raw += piece;
      const events = (rest + piece).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) takeEvent(read, event);
      if (leaving !== null && piecesOf(read) >= leaving.pieces) leaving.leave.abort();
    }
  } catch (error) {
    if (leaving === null) throw error;
  }
  read.outcome = await answer.over;
  return read;
}

function piecesOf(read: ReadAnswer): number {
  const deltas = read.chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta));
  return deltas.filter(({ content, tool_calls: calls }) => (content ?? "") !== "" || (calls?.length ?? 0) > 0).length;
}

function takeEvent(read: ReadAnswer, event: string): void {
  if (!event.startsWith("data: ")) return;
  const data = event.slice("data: ".length);
  if (data === "[DONE]") {
    read.done = true;
    return;
  }
  const value = JSON.parse(data) as ChatChunk & { error?: ReadAnswer["error"] };
  if (value.error) read.error = value.error;
  else take(read, value);
}

function take(read: ReadAnswer, chunk: ChatChunk): void {
  read.chunks.push(chunk);
  for (const { delta } of chunk.choices) {
    read.text += delta.content ?? "";
    for (const { index, id, type, function: fn } of delta.tool_calls ?? []) {
      const call = (read.toolCalls[index] ??= { id: id ?? "", type: type ?? "", name: "", args: "" });
      call.name += fn?.name ?? "";
      call.args += fn?.arguments ?? "";
    }
  }
}
