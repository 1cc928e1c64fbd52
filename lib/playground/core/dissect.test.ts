import { describe, expect, it } from "vitest";
import type { RunCase, Verdict } from "../protocol";
import { compareRuns } from "./compare-runs";
import { sentParts } from "./sent-parts";
import { spansOf } from "./spans";

describe("spansOf", () => {
  const moments = { searchedAt: 2, foundAt: 10, calledAt: 15, firstTokenMs: 100, totalMs: 300 };

  it("lays one step behind the other", () => {
    expect(spansOf(moments)).toEqual([
      { step: "settings", from: 0, until: 2 },
      { step: "retrieval", from: 2, until: 10 },
      { step: "preparing", from: 10, until: 15 },
      { step: "waiting", from: 15, until: 115 },
      { step: "writing", from: 115, until: 300 },
    ]);
  });

  it("ends where the turn ended, whichever step it had come to", () => {
    expect(spansOf({ ...moments, calledAt: null }).at(-1)).toEqual({ step: "retrieval", from: 2, until: 10 });
    expect(spansOf({ ...moments, firstTokenMs: null }).at(-1)).toEqual({ step: "waiting", from: 15, until: 300 });
    expect(spansOf({ ...moments, firstTokenMs: 900 }).at(-1)).toEqual({ step: "writing", from: 300, until: 300 });
    expect(spansOf({ ...moments, searchedAt: null, foundAt: null, calledAt: null })).toEqual([]);
  });
});

describe("sentParts", () => {
  it("sets the documents apart from what is obeyed, and loses no word", () => {
    const system = "Obey.\n\n<data>\nDoc\n</data>";
    const parts = sentParts(
      [
        { role: "system", content: system },
        { role: "user", content: [{ type: "text", text: "Why?" }] },
      ],
      "<data>\nDoc\n</data>",
    );
    expect(parts.map(({ channel }) => channel)).toEqual(["system", "data", "user"]);
    expect(
      parts
        .slice(0, 2)
        .map(({ text }) => text)
        .join(""),
    ).toBe(system);
    expect(sentParts([{ role: "system", content: "Obey." }], "elsewhere")).toEqual([
      { channel: "system", text: "Obey." },
    ]);
  });
});

describe("compareRuns", () => {
  const one = (id: string, verdict: Verdict | null, question = id): RunCase => ({
    ...{ id, question, expects: { kind: "answer", source: "", words: [] } },
    result:
      verdict === null
        ? null
        : {
            ...{ verdict, faults: [], answer: "", outcome: null, cited: [], model: null, confidence: null },
            ...{ promptTokens: 0, completionTokens: 0, cost: 0, totalMs: 0 },
          },
  });

  it("tells what became of each case, by its id or else by its question", () => {
    const before = [
      one("a", "fail"),
      one("b", "pass"),
      one("c", "pass"),
      one("old", "error", "same words"),
      one("e", null),
    ];
    const now = [
      one("a", "pass"),
      one("b", "error"),
      one("c", "pass"),
      one("new", "fail", "same words"),
      one("e", "pass"),
      one("f", "pass"),
    ];
    expect(compareRuns(now, before).map(({ change }) => change)).toEqual([
      "better",
      "worse",
      "same",
      "same",
      "new",
      "new",
    ]);
  });
});
