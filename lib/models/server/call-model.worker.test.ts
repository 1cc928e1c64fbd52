import { expect, it } from "vitest";
import { Breakers } from "./breakers";
import type { ModelEntry } from "./call";
import { callModel } from "./call-model";
import { TIMEOUTS } from "./deadline";
import { wireUpstream } from "./wire-upstream";

/** The relay in the runtime it is made for. Faults and quirks are tried in Node, over HTTP (call-model.test.ts). */
const MODEL: ModelEntry = {
  ...{
    id: "a/m",
    provider: "a",
    upstream: "m",
    size: "small",
    kind: "chat",
    contextTokens: 8_000,
    outputTokensMax: 1_000,
  },
  ...{ tools: true, thinking: [], price: { version: "1", prompt: 1, cachedPrompt: 1, completion: 1 } },
};

const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const START = [
  chunk({ role: "assistant", content: "" }),
  chunk({ content: "sun " }),
  chunk({ content: "sea " }),
  chunk({ content: "sky " }),
];

/** A provider in this process: says its pieces, then goes on as it is told. */
async function call(pieces: string[], then: "end" | "wait" | "break") {
  let signal: AbortSignal | null = null;
  const upstream = wireUpstream(
    { baseUrl: "http://provider.test/v1", key: null, dialect: "openai-compatible" },
    async (_url, init) => {
      signal = init.signal ?? null;
      const queue = [...pieces];
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          const piece = queue.shift();
          if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
          else if (then === "end") controller.close();
          else if (then === "break") controller.error(new Error("The connection was lost."));
          else return new Promise<void>((resolve) => init.signal?.addEventListener("abort", () => resolve()));
          return undefined;
        },
      });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    },
  );
  const deps = {
    registry: { upstream: () => upstream },
    breakers: new Breakers(),
    timeouts: TIMEOUTS,
    now: () => Date.now(),
    random: () => 0,
  };
  const leave = new AbortController();
  const answer = await callModel(
    { ...deps, sleep: () => Promise.resolve(), note: () => undefined },
    {
      request: { messages: [{ role: "user", content: "hello" }], stream: true },
      ...{ route: { chain: [MODEL], reason: "" }, signal: leave.signal, requestId: "r" },
    },
  );
  if (answer.status !== "stream") throw new Error(`not streamed: ${answer.status}`);
  return { answer, leave, isAborted: () => signal?.aborted ?? false };
}

it("passes a sound answer on byte for byte", async () => {
  const pieces = [...START, chunk({}, "stop"), "data: [DONE]\n\n"];
  const { answer } = await call(pieces, "end");
  expect(await new Response(answer.body).text()).toBe(pieces.join(""));
  expect(await answer.over).toMatchObject({ end: "ok", usage: { completionTokens: 3 } });
});

it.each(["end", "break"] as const)("says so when the answer stops short (%s)", async (then) => {
  const { answer } = await call(START, then);
  const text = await new Response(answer.body).text();
  expect(text).toContain('"code":"provider_stopped"');
  expect(text).not.toContain("[DONE]");
  expect(await answer.over).toMatchObject({ end: "cut", usage: { completionTokens: 3 } });
});

it("reaches the provider when the body is cancelled, and when the caller's signal says so", async () => {
  const cancelled = await call(START, "wait");
  await cancelled.answer.body.cancel();
  expect(cancelled.isAborted()).toBe(true);
  expect((await cancelled.answer.over).end).toBe("aborted");

  const left = await call(START, "wait");
  left.leave.abort();
  expect(left.isAborted()).toBe(true);
  expect((await left.answer.over).end).toBe("aborted");
});
