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

export async function readAnswer(answer: CallAnswer): Promise<ReadAnswer> {
  if (answer.status === "failed") throw new Error(`No model answered: ${answer.failure.code}`);
  const read: ReadAnswer = {
    ...{ raw: "", text: "", chunks: [], toolCalls: [], error: null, done: false },
    outcome: answer.status === "answer" ? answer.outcome : ({} as CallOutcome),
  };
  if (answer.status === "answer") {
    read.text = answer.completion.choices[0]?.message.content ?? "";
    read.done = true;
    return read;
  }
  read.raw = await new Response(answer.body).text();
  for (const event of read.raw.split(/\r?\n\r?\n/)) {
    const data = event
      .split(/\r?\n/)
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).trim())
      .join("");
    if (data === "") continue;
    if (data === "[DONE]") {
      read.done = true;
      continue;
    }
    const value = JSON.parse(data) as ChatChunk & { error?: ReadAnswer["error"] };
    if (value.error) read.error = value.error;
    else take(read, value);
  }
  read.outcome = await answer.over;
  return read;
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
