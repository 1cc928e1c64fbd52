import { describe, expect, it } from "vitest";
import type { Dissection, Examined, Expectation } from "../protocol";
import { isSource, judge, resultOf } from "./judge";

const RETURNS = { title: "Returns", url: "https://shop.example/returns", documentId: "d1" };
const expects = (wish: Partial<Expectation>): Expectation => ({ kind: "answer", source: "", words: [], ...wish });
const answer = { text: "Within 30 days [1].", outcome: "answered", cited: [RETURNS] };
const unknown = { text: "I could not find that.", outcome: "abstained", cited: [] };

describe("judge", () => {
  it("passes an answer that names its source, whichever way the source is named", () => {
    for (const source of ["returns", " Returns ", "https://shop.example/returns", "d1"]) {
      expect(judge(expects({ kind: "source", source }), answer)).toEqual({ verdict: "pass", faults: [] });
    }
    expect(judge(expects({ kind: "source", source: "Shipping" }), answer).faults).toEqual([{ code: "not_cited" }]);
  });

  it("expects silence where the documents do not say it, and an answer where they do", () => {
    expect(judge(expects({ kind: "abstain" }), unknown).verdict).toBe("pass");
    expect(judge(expects({ kind: "abstain" }), answer).faults).toEqual([{ code: "answered" }]);
    expect(judge(expects({}), unknown).faults).toEqual([{ code: "abstained" }]);
    expect(judge(expects({ kind: "source", source: "Returns" }), unknown).faults).toEqual([{ code: "abstained" }]);
  });

  it("fails what a filter refused", () => {
    expect(judge(expects({}), { ...answer, outcome: "refused" }).faults).toEqual([{ code: "refused" }]);
    expect(judge(expects({ kind: "abstain" }), { ...answer, outcome: "refused" }).verdict).toBe("fail");
  });

  it("names the words that are missing, and finds them in whichever case and spacing", () => {
    expect(judge(expects({ words: ["30  DAYS"] }), answer).verdict).toBe("pass");
    expect(judge(expects({ words: ["30 days", "refund", "card"] }), answer).faults).toEqual([
      { code: "words_missing", detail: "refund, card" },
    ]);
  });

  it("does not take a part of a title for the source", () => {
    expect(isSource(RETURNS, "Return")).toBe(false);
    expect(isSource({ ...RETURNS, url: null }, "")).toBe(false);
  });
});

describe("resultOf", () => {
  const dissection = (change: Partial<Dissection> = {}): Dissection => ({
    question: { redacted: "", kinds: [], injection: 0, injectionBound: 0.5 },
    ...{ retrieval: null, route: null, sent: [], spans: [], totalMs: 12.4 },
    call: {
      ...{ status: "answered", fault: null, model: "fake/small", provider: "fake", attempts: [] },
      usage: { promptTokens: 7, completionTokens: 3, cachedTokens: 0, reasoningTokens: 0, estimated: false },
      ...{ cost: 900, firstTokenMs: 1, totalMs: 2 },
    },
    answer: { state: "complete", outcome: "answered", refused: null, droppedQuotes: 0 },
    ...change,
  });
  const examined = (change: Partial<Dissection> = {}): Examined => ({
    ...{ status: "answered", text: "Within 30 days [1].", dissection: dissection(change) },
    citations: [1, 2].map((n) => ({ n, headings: [], quote: "x", start: 0, end: 1, ...RETURNS })),
  });

  it("carries what the turn came to, each source once", () => {
    expect(resultOf(expects({ kind: "source", source: "Returns" }), examined())).toMatchObject({
      ...{ verdict: "pass", cited: [RETURNS], model: "fake/small", promptTokens: 7, completionTokens: 3, cost: 900 },
      totalMs: 12,
    });
  });

  it("says of an answer that broke off nothing about its worth", () => {
    const broken = examined({ answer: { state: "failed", outcome: null, refused: null, droppedQuotes: 0 } });
    expect(resultOf(expects({ kind: "abstain" }), broken)).toMatchObject({ verdict: "error" });
    const refused = resultOf(expects({}), { status: "refused", code: "unavailable", message: "Away." });
    expect(refused).toMatchObject({ verdict: "error", faults: [{ code: "unanswered", detail: "Away." }], cost: 0 });
  });
});
