import { expect, it } from "vitest";
import { costMax, costOf } from "./prices";
import {
  addUsage,
  estimateCompletion,
  estimateEmbeddings,
  estimatePrompt,
  estimateText,
  NO_USAGE,
  readUsage,
} from "./tokens";

it("estimates Latin text by four characters, other scripts by fewer", () => {
  expect(estimateText("abcdefgh")).toBe(2);
  expect(estimateText("漢字漢字漢字")).toBe(4);
  expect(estimateText("")).toBe(0);
});

it("counts messages, parts, calls and tools", () => {
  const text = { role: "user" as const, content: "abcdefgh" };
  const picture = { role: "user" as const, content: [{ type: "image_url" as const, image_url: { url: "data:," } }] };
  expect(estimatePrompt({ messages: [text, text] })).toBe(12);
  expect(estimatePrompt({ messages: [picture] })).toBeGreaterThan(500);
  const tools = [{ type: "function" as const, function: { name: "look" } }];
  expect(estimatePrompt({ messages: [text], tools })).toBeGreaterThan(estimatePrompt({ messages: [text] }) + 5);
});

it("takes pieces or characters, whichever says more", () => {
  expect(estimateCompletion(5, 4)).toBe(5);
  expect(estimateCompletion(1, 400)).toBe(100);
});

it("counts embeddings' inputs of every kind", () => {
  expect(["abcdefgh", ["abcd", "abcd"], [1, 2, 3], [[1, 2], [3]]].map((input) => estimateEmbeddings(input))).toEqual([
    2, 2, 3, 3,
  ]);
});

it("reads a provider's figures, and none where there are none", () => {
  expect(
    readUsage({ prompt_tokens: 9, completion_tokens: 3, completion_tokens_details: { reasoning_tokens: 99 } }),
  ).toMatchObject({
    ...{ promptTokens: 9, completionTokens: 3, reasoningTokens: 3, estimated: false },
  });
  for (const raw of [null, {}, "x", { prompt_tokens: -1 }, { prompt_tokens: Number.NaN }])
    expect(readUsage(raw)).toBeNull();
});

it("charges cached tokens at their own price, and bounds a call by its dearest outcome", () => {
  const price = { prompt: 100, cachedPrompt: 10, completion: 400 };
  const usage = {
    promptTokens: 1_000,
    completionTokens: 600,
    cachedTokens: 100,
    reasoningTokens: 500,
    estimated: false,
  };
  expect(costOf(price, usage)).toBe(900 * 100 + 100 * 10 + 600 * 400);
  expect(costMax(price, 1_000, 600)).toBe(340_000);
  expect(addUsage(NO_USAGE, usage)).toEqual(usage);
});
