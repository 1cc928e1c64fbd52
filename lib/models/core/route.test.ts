import { describe, expect, it } from "vitest";
import type { ModelEntry } from "./model";
import { allowedModels, EXTRACT_ID, routeCall, routeEmbeddings } from "./route";

function model(id: string, more: Partial<ModelEntry> = {}): ModelEntry {
  const [provider = "", upstream = ""] = id.split("/");
  return {
    ...{
      id,
      provider,
      upstream,
      size: "small",
      kind: "chat",
      contextTokens: 8_000,
      outputTokensMax: 1_000,
      tools: true,
      thinking: [],
    },
    price: { version: "1", prompt: 1, cachedPrompt: 1, completion: 1 },
    ...more,
  };
}

const ENTRIES = [
  model("a/mini"),
  model("a/maxi", { size: "large", contextTokens: 100_000 }),
  model("b/mini", { tools: false }),
  model("b/maxi", { size: "large" }),
  model("a/embed", { kind: "embeddings" }),
  model(EXTRACT_ID),
];
const POLICY = { tier: "pro" as const, models: null, defaultModel: null };

function route(request: object, more: object = {}) {
  const messages = [{ role: "user" as const, content: "What is the capital of France?" }];
  return routeCall({
    request: { messages, ...request },
    entries: ENTRIES,
    policy: POLICY,
    keyModels: null,
    tags: [],
    ...more,
  });
}
const chainOf = (routed: ReturnType<typeof route>) =>
  routed.status === "routed" ? routed.decision.chain.map(({ id }) => id) : routed.failure;
const reasonOf = (routed: ReturnType<typeof route>) => (routed.status === "routed" ? routed.decision.reason : "");
const HARD = [{ role: "user" as const, content: "Prove step by step that it holds." }];

describe("the choice", () => {
  it("is by complexity when nothing is named, and says so in one line of ASCII", () => {
    expect(chainOf(route({}))).toEqual(
      ["a/mini", "b/mini", "a/maxi", "b/maxi"].toSorted((x, y) => order(x) - order(y)),
    );
    expect(chainOf(route({ messages: HARD }))).toMatchObject([
      "a/maxi",
      "b/maxi",
      expect.anything(),
      expect.anything(),
    ]);
    expect(reasonOf(route({ messages: HARD }))).toMatch(/^auto: reasoning 0\.\d\d \([\x20-\x7e]+\) -> large$/);
  });

  it("is the caller's, an alias's, or the tenant's default", () => {
    expect(chainOf(route({ model: "b/maxi" }))).toMatchObject([
      "b/maxi",
      "a/maxi",
      expect.anything(),
      expect.anything(),
    ]);
    expect(chainOf(route({ model: "large" }))).toMatchObject({ 0: "a/maxi" });
    expect(chainOf(route({ model: "small", messages: HARD }))).toMatchObject({ 0: "a/mini" });
    expect(chainOf(route({}, { policy: { ...POLICY, defaultModel: "b/mini" } }))).toMatchObject({ 0: "b/mini" });
    expect(chainOf(route({}, { policy: { ...POLICY, defaultModel: "gone/model" } }))).toMatchObject({ 0: "a/mini" });
  });

  it("follows tags, and only those it knows", () => {
    expect(chainOf(route({}, { tags: ["size:large", "team:red"] }))).toMatchObject({ 0: "a/maxi" });
    expect(chainOf(route({}, { tags: ["provider:b"] }))).toMatchObject({ 0: "b/mini" });
    expect(chainOf(route({}, { tags: ["no-fallback"] }))).toEqual(["a/mini"]);
    expect(reasonOf(route({}, { tags: ["provider:nobody\r\nx: y"] }))).not.toMatch(/[\r\n]/);
  });
});

describe("what is allowed", () => {
  it("gives free tenants small models only, and says when there is no large one", () => {
    const free = { policy: { ...POLICY, tier: "free" as const } };
    expect(chainOf(route({ messages: HARD }, free))).toEqual(["a/mini", "b/mini"]);
    expect(reasonOf(route({ model: "large" }, free))).toContain("no large model allowed");
    expect(chainOf(route({ model: "a/maxi" }, free))).toMatchObject({ status: 404, code: "model_not_found" });
  });

  it("is the tier, then the tenant's list, then the key's", () => {
    const policy = { ...POLICY, models: ["a/mini", "a/maxi"] };
    expect(allowedModels({ entries: ENTRIES, policy, keyModels: ["a/maxi", "b/maxi"] }).map(({ id }) => id)).toEqual([
      "a/maxi",
    ]);
  });

  it("answers the same for a foreign model and one that does not exist", () => {
    const answer = (name: string) => chainOf(route({ model: name }, { keyModels: ["a/mini"] }));
    expect(JSON.stringify(answer("a/maxi")).replaceAll("a/maxi", "x")).toBe(
      JSON.stringify(answer("no/such")).replaceAll("no/such", "x"),
    );
  });

  it("never falls back on a model that is not allowed, and never on the built-in one", () => {
    expect(chainOf(route({ model: "a/mini" }, { keyModels: ["a/mini", EXTRACT_ID] }))).toEqual(["a/mini"]);
    expect(chainOf(route({}, { keyModels: [EXTRACT_ID] }))).toEqual([EXTRACT_ID]);
    expect(chainOf(route({ model: EXTRACT_ID }))).toEqual([EXTRACT_ID]);
  });
});

describe("what a model can do", () => {
  const tools = [{ type: "function", function: { name: "look" } }];
  it("keeps calls with tools away from models without", () => {
    expect(chainOf(route({ tools }))).not.toContain("b/mini");
    expect(chainOf(route({ tools, model: "b/mini" }))).toMatchObject({
      status: 400,
      code: "tools_not_supported",
      param: "tools",
    });
    expect(chainOf(route({ tools, tool_choice: "none", model: "b/mini" }))).toMatchObject({ 0: "b/mini" });
  });

  it("takes a larger window for a long prompt, and refuses what fits nowhere", () => {
    const long = (chars: number) => [{ role: "user" as const, content: "word ".repeat(chars / 5) }];
    expect(chainOf(route({ messages: long(100_000) }))).toEqual(["a/maxi"]);
    expect(chainOf(route({ messages: long(800_000) }))).toMatchObject({ status: 400, code: "context_length_exceeded" });
    expect(chainOf(route({ messages: long(100_000), model: "a/mini" }))).toMatchObject({
      code: "context_length_exceeded",
    });
  });
});

it("routes embeddings to one model, and only to the same one elsewhere", () => {
  const entries = [...ENTRIES, model("b/embed", { kind: "embeddings" }), model("b/other", { kind: "embeddings" })];
  const ask = { entries, policy: POLICY, keyModels: null, tags: [] };
  expect(routeEmbeddings({ ...ask, request: { input: "x" } })).toMatchObject({
    decision: { chain: [{ id: "a/embed" }, { id: "b/embed" }] },
  });
  expect(routeEmbeddings({ ...ask, request: { input: "x", model: "a/mini" } })).toMatchObject({
    status: "refused",
    failure: { status: 404 },
  });
  expect(route({ model: "a/embed" })).toMatchObject({ status: "refused" });
});

/** The order of fallbacks from a/mini: its size elsewhere, then the other size elsewhere, then at home. */
function order(id: string): number {
  return ["a/mini", "b/mini", "b/maxi", "a/maxi"].indexOf(id);
}
