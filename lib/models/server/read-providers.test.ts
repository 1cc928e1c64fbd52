import { expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { readProviders } from "./read-providers";

const listed = (value: unknown, binding = false) => readProviders({ AI_PROVIDERS: JSON.stringify(value) }, binding);
const provider = { id: "gpu", kind: "openai-compatible", baseUrl: "http://10.0.0.7:8000/v1/", key: "sk-very-secret" };

it("knows nobody in an empty environment", () => {
  expect(readProviders({}, false)).toEqual([]);
  expect(readProviders({ AI_PROVIDERS: " " }, false)).toEqual([]);
});

it("makes a provider of a base URL, with a small and a large model", () => {
  const [found] = readProviders(
    { AI_BASE_URL: "http://127.0.0.1:11434/v1/", AI_MODEL: "qwen3:4b, qwen3:32b", AI_KEY: "" },
    false,
  );
  expect(found).toMatchObject({
    id: "default",
    kind: "openai-compatible",
    baseUrl: "http://127.0.0.1:11434/v1",
    key: null,
  });
  expect(found?.models.map(({ id, size }) => [id, size])).toEqual([
    ["default/qwen3:4b", "small"],
    ["default/qwen3:32b", "large"],
  ]);
});

it("asks the server for its model where none is named", () => {
  expect(readProviders({ AI_BASE_URL: "http://127.0.0.1:8080/v1" }, false)[0]?.models).toMatchObject([
    { id: "default/model", upstream: "" },
  ]);
});

it("keeps the operator's order: listed ones, base URL, keys, binding", () => {
  const env = {
    AI_PROVIDERS: JSON.stringify([{ ...provider, models: [{ id: "m" }] }]),
    AI_BASE_URL: "http://127.0.0.1:1/v1",
    ANTHROPIC_API_KEY: "a",
    OPENAI_API_KEY: "o",
  };
  expect(readProviders(env, true).map(({ id }) => id)).toEqual(["gpu", "default", "anthropic", "openai", "workers-ai"]);
});

it("lets a listed provider stand for the one of the same name", () => {
  const env = {
    AI_PROVIDERS: JSON.stringify([
      { id: "openai", kind: "openai", key: "k", models: [{ id: "gpt-5", size: "large" }] },
    ]),
    OPENAI_API_KEY: "o",
  };
  expect(readProviders(env, false)).toMatchObject([{ id: "openai", key: "k", models: [{ id: "openai/gpt-5" }] }]);
});

it("reads prices in dollars for a million tokens, and makes another version of other prices", () => {
  const priced = (price: object) => listed([{ ...provider, models: [{ id: "m", price }] }])[0]?.models[0]?.price;
  expect(priced({ prompt: 0.25, cachedPrompt: 0.025, completion: 2 })).toEqual({
    version: "0.25/0.025/2",
    prompt: 250,
    cachedPrompt: 25,
    completion: 2_000,
  });
  expect(priced({ prompt: 1.1, completion: 4.4, version: "march" })).toEqual({
    version: "march",
    prompt: 1_100,
    cachedPrompt: 1_100,
    completion: 4_400,
  });
});

it.each([
  ["no JSON", "{", /AI_PROVIDERS is no JSON/],
  ["no list", "{}", /AI_PROVIDERS value/],
  ["a kind", JSON.stringify([{ ...provider, kind: "magic" }]), /AI_PROVIDERS \[0\]\.kind/],
  [
    "a missing address",
    JSON.stringify([{ ...provider, baseUrl: undefined, models: [{ id: "m" }] }]),
    /\[0\]\.baseUrl: missing/,
  ],
  [
    "a file address",
    JSON.stringify([{ ...provider, baseUrl: "file:///etc/passwd", models: [{ id: "m" }] }]),
    /\[0\]\.baseUrl/,
  ],
  ["missing models", JSON.stringify([provider]), /\[0\]\.models: missing/],
  [
    "a size",
    JSON.stringify([{ ...provider, models: [{ id: "m" }, { id: "n", size: "huge" }] }]),
    /\[0\]\.models\[1\]\.size/,
  ],
  [
    "a misspelt member",
    JSON.stringify([{ ...provider, models: [{ id: "m", contextTokenz: 3 }] }]),
    /\[0\]\.models\[0\]/,
  ],
  ["a model twice", JSON.stringify([{ ...provider, models: [{ id: "m" }, { id: "m" }] }]), /gpu\/m is there twice/],
  [
    "a provider twice",
    JSON.stringify([
      { ...provider, models: [{ id: "m" }] },
      { ...provider, models: [{ id: "m" }] },
    ]),
    /\[1\]\.id: taken/,
  ],
  ["our own name", JSON.stringify([{ ...provider, id: "parlor", models: [{ id: "m" }] }]), /\[0\]\.id: taken/],
  [
    "a price too fine",
    JSON.stringify([{ ...provider, models: [{ id: "m", price: { prompt: 0.0001, completion: 1 } }] }]),
    /\[0\]\.models\[0\]\.price\.prompt/,
  ],
  ["a key that lacks", JSON.stringify([{ id: "o", kind: "openai" }]), /\[0\]\.key: missing/],
  ["a binding that lacks", JSON.stringify([{ id: "w", kind: "workers-ai" }]), /\[0\]: the Worker has no binding AI/],
])("refuses %s, by name and place, without showing a value", (_what, text, message) => {
  const read = () => readProviders({ AI_PROVIDERS: text }, false);
  expect(read).toThrow(message);
  expect(read).toThrow(AppError);
  expect(read).not.toThrow(/very-secret|passwd/);
});

it("refuses more than two models behind one base URL, and an address of another kind", () => {
  expect(() => readProviders({ AI_BASE_URL: "http://h/v1", AI_MODEL: "a,b,c" }, false)).toThrow(/AI_MODEL/);
  expect(() => readProviders({ AI_BASE_URL: "ftp://h/v1" }, false)).toThrow(/AI_BASE_URL/);
});
