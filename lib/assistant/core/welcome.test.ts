import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ServerFrame, VisitorMessage } from "../protocol";
import { welcome } from "./welcome";

const message = (seq: number, text: string, over: Partial<VisitorMessage> = {}): VisitorMessage => ({
  ...{ seq, turn: Math.ceil(seq / 2), role: seq % 2 === 1 ? "visitor" : "assistant", text, state: "complete" },
  ...{ citations: [], at: 1 },
  ...over,
});
const talk = (turns: number) => Array.from({ length: turns * 2 }, (_, at) => message(at + 1, `m${at + 1}`));
const ready = (frames: ServerFrame[]) => {
  const [first] = frames;
  if (first?.type !== "ready") throw new Error("no ready");
  return first;
};
const seqs = (frames: ServerFrame[]) => ready(frames).messages.map(({ seq }) => seq);

describe("a panel that comes", () => {
  it("new is told everything, at most twenty turns", () => {
    const messages = talk(25);
    const frames = welcome({ head: 50, messages, running: null, anew: false }, { since: 0 });
    expect(seqs(frames)).toHaveLength(40);
    expect(ready(frames).earlier).toBe(true);
    expect(ready(welcome({ head: 4, messages: talk(2), running: null, anew: false }, { since: 0 })).earlier).toBe(
      false,
    );
  });

  it("back is told what it misses, and the newest answer it holds as it stands now", () => {
    const view = { head: 6, messages: talk(3), running: null, anew: false };
    expect(seqs(welcome(view, { since: 4 }))).toEqual([4, 5, 6]);
    expect(seqs(welcome(view, { since: 6 }))).toEqual([6]);
    expect(seqs(welcome(view, { since: 5 }))).toEqual([6]);
    expect(ready(welcome(view, { since: 4 })).earlier).toBe(false);
  });

  it("with more than there is (the conversation is another one) is told everything that could be meant", () => {
    expect(ready(welcome({ head: 0, messages: [], running: null, anew: false }, { since: 9 }))).toMatchObject({
      head: 0,
      messages: [],
    });
  });

  it("in mid-answer, holds every character once, wherever it was cut", () => {
    const text = "Everything 😀 in its [1] place.";
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), (a, b) => {
        const [held, now] = [Math.min(a, b), Math.max(a, b)];
        const messages = [message(1, "q"), message(2, text.slice(0, now), { state: "running" })];
        const frames = welcome(
          { head: 2, messages, running: 2, anew: false },
          { since: 2, at: { seq: 2, length: held } },
        );
        expect(seqs(frames)).toEqual([]);
        const rest = frames.slice(1).map((frame) => {
          if (frame.type !== "delta") throw new Error(frame.type);
          expect(frame.at).toBe(held);
          return frame.text;
        });
        expect(text.slice(0, held) + rest.join("")).toBe(text.slice(0, now));
      }),
    );
  });

  it("is told the whole answer where nobody can say what it holds the beginning of", () => {
    const messages = [message(1, "q"), message(2, "New", { state: "running" })];
    const view = { head: 2, messages, running: 2, anew: false };
    expect(seqs(welcome({ ...view, anew: true }, { since: 2, at: { seq: 2, length: 1 } }))).toEqual([2]);
    expect(seqs(welcome(view, { since: 2, at: { seq: 2, length: 9 } }))).toEqual([2]);
    expect(seqs(welcome(view, { since: 2 }))).toEqual([2]);
    const over = { head: 2, messages: [message(1, "q"), message(2, "Newer")], running: null, anew: false };
    expect(seqs(welcome(over, { since: 2, at: { seq: 2, length: 3 } }))).toEqual([2]);
  });
});
