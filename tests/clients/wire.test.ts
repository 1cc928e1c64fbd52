import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { judgeBody, judgingFetch, readStream, requireConform, type SeenStream } from "./support/conformance";
import { ask, baseURL, chats, judgedFetch, parlor, playProviders, until } from "./support/installation";

const provider = playProviders();
const judged = judgedFetch();

function post(path: string, body: object, init: RequestInit = {}): Promise<Response> {
  return judged(`${baseURL}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    ...init,
    headers: { authorization: `Bearer ${parlor.keys.all}`, "content-type": "application/json", ...init.headers },
  });
}

interface UsageView {
  requests: { used: number };
  tokens: { used: number; reserved: number };
  cost: { used: number; reserved: number };
  streams: { open: number };
}
async function usage(): Promise<UsageView> {
  const answer = await judged(`${baseURL}/usage`, { headers: { authorization: `Bearer ${parlor.keys.all}` } });
  return (await answer.json()) as UsageView;
}

describe("what judges the answers", () => {
  const chunk = {
    ...{ id: "c", object: "chat.completion.chunk", created: 1, model: "m" },
    choices: [{ index: 0, delta: { content: "x" }, logprobs: null, finish_reason: null }],
  };
  it("sees what is missing or of another type", () => {
    requireConform("ChatCompletionChunk", chunk);
    const [choice] = chunk.choices;
    for (const wrong of [
      { ...chunk, id: undefined },
      { ...chunk, created: "1" },
      { ...chunk, choices: [{ ...choice, index: undefined }] },
      { ...chunk, choices: [{ ...choice, finish_reason: "done" }] },
      { ...chunk, choices: [{ ...choice, delta: { tool_calls: [{ id: "x" }] } }] },
    ])
      expect(() => requireConform("ChatCompletionChunk", JSON.parse(JSON.stringify(wrong)))).toThrow(/is no/);
    expect(() => requireConform("ErrorResponse", { error: { message: "m", type: "t", code: null } })).toThrow(/param/);
  });

  const vector = { object: "embedding", index: 0, embedding: [0.5] };
  const embeddings = { object: "list", model: "m", data: [vector], usage: { prompt_tokens: 1, total_tokens: 1 } };
  const model = { id: "m", object: "model", created: 0, owned_by: "o" };
  it.each([
    ["POST", "/v1/embeddings", embeddings, { ...embeddings, usage: { prompt_tokens: 1 } }],
    [
      "POST",
      "/v1/embeddings",
      { ...embeddings, data: [{ ...vector, embedding: "AAAAPw==" }] },
      { ...embeddings, data: [{ ...vector, embedding: "AAA=" }] },
    ],
    ["GET", "/v1/models", { object: "list", data: [model] }, { object: "list", data: [{ ...model, created: "0" }] }],
    ["GET", "/v1/models/a/b", model, { ...model, owned_by: undefined }],
  ])("knows what %s %s answers", (method, path, right, wrong) => {
    judgeBody(method, path, { ok: true, body: right });
    expect(() => judgeBody(method, path, { ok: true, body: wrong })).toThrow(/is no/);
    expect(() => judgeBody(method, path, { ok: false, body: right })).toThrow(/ErrorResponse/);
  });

  it("lets no answer by that nothing judges", () => {
    expect(() => judgeBody("POST", "/v1/images", { ok: true, body: {} })).toThrow(/Nothing judges/);
  });

  it("sees a stream that ends short without saying so", async () => {
    const problems: string[] = [];
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`data: ${JSON.stringify(chunk)}\n\n`);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const answer = await judgingFetch(({ message }) => problems.push(message))(`http://127.0.0.1:${port}/v1/x`);
    await answer.text();
    server.close();
    expect(problems).toEqual([expect.stringContaining("without [DONE]")]);
  });
});

describe("streams on the wire", () => {
  it("carry events alone, each of them as published, and end once", async () => {
    const answer = await post("/chat/completions", {
      ...{ model: "main/small", messages: ask("[[tokens=20 ping comments]]") },
      ...{ stream: true, stream_options: { include_usage: true } },
    });
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const seen: SeenStream = { chunks: [], errors: [], done: false };
    await readStream(answer.body!, seen);
    expect(seen).toMatchObject({ errors: [], done: true });
    expect(seen.chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 20 } });
    expect(seen.chunks[0]).toMatchObject({ choices: [{ delta: { role: "assistant" } }] });
  });

  it.each(["cut=3", "eof=3", "error-after=3"])("say that they are not whole: %s", async (fault) => {
    const answer = await post("/chat/completions", {
      ...{ model: "main/alone", messages: ask(`[[tokens=9 ${fault}]]`), stream: true },
    });
    const seen: SeenStream = { chunks: [], errors: [], done: false };
    await readStream(answer.body!, seen).catch(() => undefined);
    expect(seen.done).toBe(false);
    expect(seen.errors).toHaveLength(1);
    expect(JSON.stringify(seen.chunks)).toContain("sun ");
  });

  it("are passed on as they come: the first token is there before the last one is made", async () => {
    const answer = await post("/chat/completions", {
      ...{ model: "main/small", messages: ask("[[tokens=2000 delay=5]]"), stream: true },
    });
    const reader = answer.body!.getReader();
    let text = "";
    while (!text.includes("sea ")) text += new TextDecoder().decode((await reader.read()).value);
    expect(chats(provider.main.ledger())).toMatchObject([{ end: "open" }]);
    await reader.cancel();
    await provider.main.until((all) => chats(all)[0]?.end === "aborted");
  });
});

describe("what is spent", () => {
  it("is the provider's own count, to the token, once everything is over", async () => {
    const isQuiet = async () => {
      const { tokens, streams } = await usage();
      return tokens.reserved === 0 && streams.open === 0;
    };
    await until(isQuiet);
    const before = await usage();
    const bodies = ["[[tokens=7]]", "[[tokens=11 usage=none]]", "[[tokens=9 cut=4]]", "[[tokens=3 cached=2]]"];
    for (const text of bodies) {
      for (const stream of [true, false]) {
        const answer = await post(
          "/chat/completions",
          { model: "main/alone", messages: ask(text), stream },
          { headers: { "x-parlor-tags": "no-fallback" } },
        );
        await answer.text().catch(() => undefined);
      }
    }
    await until(isQuiet);
    const entries = provider.main.ledger();
    const spent = entries.reduce((sum, entry) => sum + entry.promptTokens + entry.completionTokens, 0);
    const after = await usage();
    expect(after.tokens.used - before.tokens.used).toBe(spent);
    expect(after.requests.used - before.requests.used).toBe(bodies.length * 2);
  });
});

describe("pages of other origins", () => {
  it("a preflight passes, a call of a page that nobody allowed does not", async () => {
    const origin = "https://elsewhere.example";
    const preflight = await fetch(`${baseURL}/models`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "GET", "access-control-request-headers": "authorization" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe(origin);
    const refused = await post("/chat/completions", { messages: ask("x") }, { headers: { origin } });
    expect(refused.status).toBe(403);
    expect(refused.headers.get("access-control-allow-origin")).toBeNull();
    requireConform("ErrorResponse", await refused.json());
  });
});

describe("the reference", () => {
  it("is a page without scripts, under a policy that forbids them", async () => {
    const page = await fetch(`${baseURL}/docs`);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'nonce-/);
    const text = await page.text();
    expect(text).not.toMatch(/<script|<link|onload=/i);
    expect(text).toContain("/v1/chat/completions");
  });
});
