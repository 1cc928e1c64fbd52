import { expect, it } from "vitest";
import type { ServerFrame, VisitorMessage } from "@/lib/assistant/protocol";
import { isAnswered, VisitorReader } from "./visitor-reader";

const message = (text: string, state: VisitorMessage["state"]): ServerFrame => ({
  type: "message",
  message: { seq: 2, turn: 1, role: "assistant", text, state, citations: [], at: 1 },
});
const delta = (at: number, text: string): ServerFrame => ({ type: "delta", seq: 2, at, text });
const ANSWER = [message("", "running"), delta(0, "sun "), delta(4, "sea "), message("sun sea ", "complete")];

it("puts an answer together, wherever it is cut", () => {
  for (let cut = 0; cut <= ANSWER.length; cut++) {
    const reader = new VisitorReader(2);
    reader.take(ANSWER.slice(0, cut));
    reader.take(ANSWER.slice(cut));
    expect(reader).toMatchObject({ text: "sun sea ", whole: { state: "complete" }, held: { seq: 2, length: 8 } });
  }
});

it.each([
  ["is lost", ANSWER.toSpliced(1, 1)],
  ["comes twice", ANSWER.toSpliced(1, 0, delta(0, "sun "))],
  ["comes twice within another", [...ANSWER.slice(0, 2), delta(0, "sun sea ")]],
  ["is taken back", [...ANSWER.slice(0, 3), message("sun oak ", "complete")]],
  ["is missing at the end", [...ANSWER.slice(0, 3), message("sun ", "complete")]],
  ["comes after the end", [...ANSWER, delta(8, "sky ")]],
])("sees that a token %s", (_what, frames) => {
  expect(() => new VisitorReader(2).take(frames)).toThrow(/delta|shown/);
});

it("does not wait for the answer to a question that was refused", () => {
  const refused: ServerFrame = { type: "error", code: "rate_limited", message: "Slow down." };
  expect(isAnswered(ANSWER.slice(0, 3), 2)).toBe(false);
  expect(isAnswered(ANSWER, 2)).toBe(true);
  expect(isAnswered([refused], 2)).toBe(true);
  expect(() => new VisitorReader(2).take([refused])).toThrow("rate_limited: Slow down.");
});
