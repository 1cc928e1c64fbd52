import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { describe, expect, it } from "vitest";
import { baseURL, chats, judgedFetch, parlor, playProviders, TOOL_PARAMETERS } from "./support/installation";

const provider = playProviders();
const configuration = { baseURL, fetch: judgedFetch() };
const chatOf = (model: string) => new ChatOpenAI({ model, apiKey: parlor.keys.all, maxRetries: 0, configuration });
const chat = chatOf("main/small");
const weather = {
  type: "function" as const,
  function: { name: "weather", description: "", parameters: TOOL_PARAMETERS },
};

describe("LangChain", () => {
  it("invokes", async () => {
    const answer = await chat.invoke("[[tokens=5]] hello");
    expect(answer.content).toHaveLength(20);
    expect(answer.usage_metadata).toMatchObject({ input_tokens: 9, output_tokens: 5 });
  });

  it("streams, with usage", async () => {
    let text = "";
    let outputTokens = 0;
    for await (const chunk of await chat.stream("[[tokens=6]]")) {
      text += String(chunk.content);
      outputTokens += chunk.usage_metadata?.output_tokens ?? 0;
    }
    expect(text).toHaveLength(24);
    expect(outputTokens).toBe(6);
  });

  it.each(["[[tools=1]]", "[[tools=2]]", "[[tools=2 parallel]]"])("calls tools: %s", async (text) => {
    const count = text.includes("2") ? 2 : 1;
    const bound = chat.bindTools([weather]);
    const whole = await bound.invoke(text);
    expect(whole.tool_calls).toHaveLength(count);
    let streamed: Awaited<ReturnType<typeof bound.invoke>> | undefined;
    for await (const chunk of await bound.stream(text)) streamed = streamed?.concat(chunk) ?? chunk;
    expect(streamed?.tool_calls?.map(({ args }) => args)).toEqual(
      Array.from({ length: count }, (_, index) => ({ city: `value ${index}` })),
    );
  });

  it("makes an object after a schema", async () => {
    const structured = chat.withStructuredOutput<{ city: string }>(TOOL_PARAMETERS, {
      name: "place",
      method: "jsonSchema",
    });
    expect(await structured.invoke("Where?")).toEqual({ city: "value 0" });
  });

  it("embeds", async () => {
    const embeddings = new OpenAIEmbeddings({
      model: "main/embed",
      apiKey: parlor.keys.all,
      configuration,
      maxRetries: 0,
    });
    expect(await embeddings.embedQuery("one")).toHaveLength(8);
  });

  it("tells of errors", async () => {
    await expect(chatOf("no/such").invoke("x")).rejects.toThrow(/no\/such/);
    await expect(
      (async () => {
        for await (const _ of await chatOf("main/alone").stream("[[tokens=6 error-after=2]]")) continue;
      })(),
    ).rejects.toThrow();
  });

  it("leaves, and the provider hears of it", async () => {
    const abort = new AbortController();
    const reading = (async () => {
      for await (const _ of await chat.stream("[[tokens=2000 delay=5]]", { signal: abort.signal })) abort.abort();
    })().catch((error: unknown) => error);
    await provider.main.until((all) => chats(all)[0]?.end === "aborted");
    await reading;
  });
});
