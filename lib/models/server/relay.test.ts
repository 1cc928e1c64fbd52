import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WireRelay } from "../core/wire-relay";
import { Deadline } from "./deadline";
import { relayBody } from "./relay";

const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] })}\n\n`;
const word = (text: string) => chunk({ role: "assistant", content: text });
const PING = ": ping\n\n";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A provider that says what the test says, and a caller that notes each piece it gets. */
function scene() {
  let say: (text: string) => void = () => undefined;
  let end: () => void = () => undefined;
  const upstream = new ReadableStream<Uint8Array>({
    start(controller) {
      say = (text) => controller.enqueue(new TextEncoder().encode(text));
      end = () => controller.close();
    },
  });
  const ask = { includeUsage: false, requestId: "r", model: "m", created: 1, promptTokens: () => 1 };
  const deadline = new Deadline(new AbortController().signal, Date.now, { stageMs: 60_000, totalMs: 600_000 });
  const onOver = vi.fn();
  const relay = new WireRelay(ask);
  const body = relayBody({ reader: upstream.getReader(), relay, deadline }, onOver);
  const got: string[] = [];
  const reader = body.getReader();
  const read = async () => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      got.push(new TextDecoder().decode(next.value));
    }
    got.push("end");
  };
  const reading = read().catch((error: unknown) => void got.push(String(error)));
  /** What came since the last time. */
  const pass = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    return got.splice(0);
  };
  return { say: (text: string) => say(text), end: () => end(), pass, reading, reader, onOver, deadline };
}

describe("a fast answer", () => {
  it("has its first pieces sent at once, later ones together with the next beat, and its end with them", async () => {
    const { say, end, pass, onOver } = scene();
    say(word("a"));
    expect(await pass(0)).toEqual([word("a")]);
    await pass(10);
    say(word("b"));
    expect(await pass(0)).toEqual([word("b")]);
    await pass(10);
    say(word("c"));
    await pass(10);
    say(word("d"));
    expect(await pass(0)).toEqual([]);
    await pass(15);
    say(word("e"));
    expect((await pass(0)).join("")).toBe(word("c") + word("d") + word("e"));
    say(word("f"));
    say(chunk({}, "stop"));
    say("data: [DONE]\n\n");
    end();
    expect((await pass(40)).join("")).toBe(`${word("f")}${chunk({}, "stop")}data: [DONE]\n\nend`);
    expect(onOver).toHaveBeenCalledTimes(1);
  });

  /** As far as pieces lie unread. */
  async function fastScene() {
    const made = scene();
    made.say(word("a"));
    await made.pass(10);
    made.say(word("b"));
    await made.pass(10);
    return made;
  }

  it("holds nothing for long when it falls silent", async () => {
    const { say, pass } = await fastScene();
    say(word("c"));
    expect((await pass(100)).join("").replaceAll(PING, "")).toBe(word("c"));
  });

  it("says with the next beat that it was cut, after all that came before", async () => {
    const { say, end, pass } = await fastScene();
    say(word("c"));
    end();
    const said = (await pass(40)).join("");
    expect(said.startsWith(word("c"))).toBe(true);
    expect(said).toContain('"error"');
    expect(said.endsWith("end")).toBe(true);
  });

  it("is let go at once when its caller leaves, and leaves no timer behind", async () => {
    const { say, pass, reader, onOver, deadline } = await fastScene();
    say(word("c"));
    await reader.cancel();
    expect(deadline.fault).toEqual({ kind: "aborted" });
    expect(onOver).toHaveBeenCalledTimes(1);
    await pass(100);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it("sends each piece of a slow answer in its turn", async () => {
  const { say, pass } = scene();
  for (const text of ["a", "b", "c"]) {
    say(word(text));
    expect(await pass(0)).toEqual([word(text)]);
    // A comment may stand between them.
    for (const other of await pass(26)) expect(other).toBe(PING);
  }
});

describe("silence", () => {
  it("is broken by comments, so that a caller who left is noticed", async () => {
    const { say, pass, reader, onOver, deadline } = scene();
    say(word("a"));
    await pass(0);
    const comments = await pass(400);
    expect(new Set(comments)).toEqual(new Set([PING]));
    expect(comments.length).toBeGreaterThanOrEqual(4);
    await reader.cancel();
    expect(deadline.fault).toEqual({ kind: "aborted" });
    expect(onOver).toHaveBeenCalledTimes(1);
    expect(await pass(400)).toEqual(["end"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is still the provider's own, however many comments were sent", async () => {
    const { say, pass, deadline } = scene();
    say(word("a"));
    await pass(0);
    deadline.between(1_000);
    const said = (await pass(1_100)).join("");
    expect(said).toContain('"code":"provider_timeout"');
    expect(deadline.fault).toEqual({ kind: "timeout", stage: "between" });
  });

  it("adds nothing to what a caller does not read", async () => {
    const deadline = new Deadline(new AbortController().signal, Date.now, { stageMs: 60_000, totalMs: 600_000 });
    const relay = new WireRelay({
      includeUsage: false,
      requestId: "r",
      model: "m",
      created: 1,
      promptTokens: () => 1,
    });
    const upstream = new ReadableStream<Uint8Array>();
    const body = relayBody({ reader: upstream.getReader(), relay, deadline }, () => undefined);
    const reader = body.getReader();
    const first = reader.read();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(new TextDecoder().decode((await first).value)).toBe(PING);
    const second = await reader.read();
    expect(new TextDecoder().decode(second.value)).toBe(PING);
    const third = reader.read();
    const came = vi.fn();
    void third.then(came);
    await vi.advanceTimersByTimeAsync(0);
    expect(came).not.toHaveBeenCalled();
    deadline.clear();
  });
});
