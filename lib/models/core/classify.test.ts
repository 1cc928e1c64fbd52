import { expect, it } from "vitest";
import { classify } from "./classify";

const ask = (content: string, more: object = {}) => classify({ messages: [{ role: "user", content }], ...more });

it.each([
  ["Hello!", "simple"],
  ["What is the capital of France?", "simple"],
  ["When do you open on Sundays?", "simple"],
  ["Translate 'good night' to Spanish", "simple"],
  ["Write a Python function that parses a CSV and returns JSON", "medium"],
  [
    "Why is this async function slow? ```ts\nconst a = await db.query(sql);\n``` Refactor it and add a unit test. Explain the trade-offs.",
    "reasoning",
  ],
  ["Prove step by step that the square root of two is irrational.", "reasoning"],
  ["Compare the trade-offs of these database architectures and justify a migration strategy.", "reasoning"],
])("%s is %s", (text, complexity) => {
  expect(ask(text).complexity).toBe(complexity);
});

it("sends the two lower tiers to small models and the two upper ones to large ones, and says why", () => {
  expect(ask("Hello!")).toMatchObject({ size: "small", score: 0, reasons: ["a greeting"] });
  expect(ask("Prove step by step that it holds.")).toMatchObject({
    size: "large",
    reasons: ["reasoning words", "length"],
  });
  expect(ask("Hi there, quick one", { reasoning_effort: "high" })).toMatchObject({ size: "large" });
});

it("reads only the ends of a long text", () => {
  const long = `${"word ".repeat(400_000)} prove it step by step`;
  expect(ask(long).complexity).toBe("reasoning");
  const middle = `${"word ".repeat(2_000)} prove it step by step ${"word ".repeat(2_000)}`;
  expect(ask(middle).reasons).not.toContain("reasoning words");
});

it("takes a message of parts", () => {
  const parts = [
    { type: "text" as const, text: "Prove" },
    { type: "text" as const, text: "step by step" },
  ];
  expect(classify({ messages: [{ role: "user", content: parts }] }).complexity).toBe("reasoning");
});
