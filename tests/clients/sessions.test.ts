/** Sessions and tools on the built product: as published, to the token, and kept whoever leaves. */
import { describe, expect, it } from "vitest";
import { readStream, requireConform, type SeenStream } from "./support/conformance";
import { baseURL, judgedFetch, parlor, playProviders, until } from "./support/installation";

const provider = playProviders();
const judged = judgedFetch();

interface Message {
  seq: number;
  role: string;
  content: string;
  status: string;
  name?: string;
  tool_calls?: object[];
}
interface Run {
  id: string;
  tool: string;
  status: string;
  arguments?: object;
  arguments_hash: string;
}

async function send(method: string, path: string, body?: object, init: RequestInit = {}): Promise<Response> {
  return judged(`${baseURL}${path}`, {
    ...init,
    method,
    headers: {
      authorization: `Bearer ${parlor.keys.all}`,
      ...(body ? { "content-type": "application/json" } : {}),
      ...(init.headers as Record<string, string> | undefined),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}
async function json<T>(method: string, path: string, body?: object): Promise<T> {
  const answer = await send(method, path, body);
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
const create = async (body: object = {}) =>
  (await json<{ id: string }>("POST", "/sessions", { model: "main/small", ...body })).id;
const messagesOf = async (id: string) => (await json<{ data: Message[] }>("GET", `/sessions/${id}/messages`)).data;
const say = (id: string, body: object) => json<{ choices: object[] }>("POST", `/sessions/${id}/messages`, body);

interface Usage {
  tokens: { used: number; reserved: number };
  streams: { open: number };
}
/** What has been spent, once nothing is open any more. */
async function spent(): Promise<number> {
  let usage = await json<Usage>("GET", "/usage");
  await until(async () => {
    usage = await json<Usage>("GET", "/usage");
    return usage.tokens.reserved === 0 && usage.streams.open === 0;
  });
  return usage.tokens.used;
}

describe("an answer in a session", () => {
  it("is a chat completion as published, whole and streamed", async () => {
    const id = await create();
    requireConform("ChatCompletion", await say(id, { content: "[[tokens=9]]" }));
    const answer = await send("POST", `/sessions/${id}/messages`, {
      content: "[[tokens=12 reasoning=2]]",
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const seen: SeenStream = { chunks: [], errors: [], done: false };
    if (answer.body) await readStream(answer.body, seen);
    expect(seen).toMatchObject({ errors: [], done: true });
    expect(seen.chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 14 } });
    expect((await messagesOf(id)).map(({ role, status }) => [role, status])).toEqual([
      ["user", "complete"],
      ["assistant", "complete"],
      ["user", "complete"],
      ["assistant", "complete"],
    ]);
  });

  it("knows what was said before", async () => {
    const id = await create({ instructions: "Speak plainly." });
    await say(id, { content: "My name is Ada. [[tokens=3]]" });
    await say(id, { content: "Who am I? [[tokens=3]]" });
    const last = provider.main.requests().at(-1)?.body as { messages: { role: string; content: string }[] };
    expect(last.messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
    expect(last.messages[0]?.content).toContain("Speak plainly.");
    expect(last.messages[1]?.content).toContain("Ada");
  });

  it("that the provider cuts says so, keeps what there was, and the session goes on", async () => {
    const id = await create({ model: "main/alone" });
    const answer = await send("POST", `/sessions/${id}/messages`, { content: "[[tokens=20 cut=5]]", stream: true });
    const seen: SeenStream = { chunks: [], errors: [], done: false };
    if (answer.body) await readStream(answer.body, seen);
    expect([seen.errors.length, seen.done]).toEqual([1, false]);
    const [, cut] = await messagesOf(id);
    expect(cut).toMatchObject({ status: "aborted" });
    expect(cut?.content.length).toBeGreaterThan(0);
    requireConform("ChatCompletion", await say(id, { content: "[[tokens=2]]" }));
  });

  it("goes on when its caller leaves, and the list has all of it", async () => {
    const id = await create();
    const leave = new AbortController();
    const body = { content: "[[tokens=40 delay=10]]", stream: true };
    const answer = await send("POST", `/sessions/${id}/messages`, body, { signal: leave.signal });
    await answer.body?.getReader().read();
    leave.abort();
    await until(async () => (await messagesOf(id)).at(-1)?.status === "complete");
    expect((await messagesOf(id)).at(-1)?.content).toHaveLength(160);
    expect(provider.main.ledger().at(-1)).toMatchObject({ end: "complete", completionTokens: 40 });
  });
});

it("spends what the provider's own ledger says, to the token: plain, with tools, with summaries, cut and left", async () => {
  const before = await spent();
  const id = await create({ tools: ["sessions_list"] });
  await say(id, { content: "[[tokens=30]]" });
  await say(id, { content: "[[tools=2]]" });
  const other = await create({ model: "main/alone" });
  await send("POST", `/sessions/${other}/messages`, { content: "[[tokens=20 error-after=7]]" });
  const left = new AbortController();
  const streaming = { content: "[[tokens=30 delay=5]]", stream: true };
  const answer = await send("POST", `/sessions/${other}/messages`, streaming, { signal: left.signal });
  left.abort();
  await answer.body?.cancel().catch(() => undefined);
  await until(async () => (await messagesOf(other)).at(-1)?.status === "complete");
  const after = await spent();
  const ledger = provider.main.ledger();
  expect(ledger.length).toBeGreaterThan(9);
  expect(after - before).toBe(ledger.reduce((sum, entry) => sum + entry.promptTokens + entry.completionTokens, 0));
});

describe("a list of sessions", () => {
  it("has a session as soon as it is made, and no more once it is deleted", async () => {
    const user = `user-${Date.now()}`;
    const made = [await create({ user }), await create({ user }), await create({ user })];
    const listed = async (query: string) =>
      json<{ data: { id: string }[]; next_cursor: string | null }>("GET", `/sessions?user=${user}&${query}`);
    const first = await listed("limit=2");
    const second = await listed(`limit=2&cursor=${first.next_cursor}`);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(made.toReversed());
    expect(second.next_cursor).toBeNull();
    await json("DELETE", `/sessions/${made[1]}`);
    expect((await listed("limit=9")).data.map(({ id }) => id)).toEqual([made[2], made[0]]);
  });
});

describe("tools", () => {
  it("run for a session's model, and the log says so without what they were called with", async () => {
    const id = await create({ tools: ["sessions_list"], user: "ada" });
    await say(id, { content: "[[tools=1]]" });
    const messages = await messagesOf(id);
    expect(messages.slice(0, 4).map(({ role }) => role)).toEqual(["user", "assistant", "tool", "assistant"]);
    expect(JSON.parse(messages[2]?.content ?? "")).toMatchObject({ status: "ok", result: { sessions: [{ id }] } });
    const runs = await json<{ data: Run[] }>("GET", "/tools/runs?limit=1");
    expect(runs.data).toMatchObject([{ tool: "sessions_list", status: "ok" }]);
    expect(runs.data[0]).not.toHaveProperty("arguments");
  });

  it("that need an approval wait for it, and the session hears how it went", async () => {
    const name = `refund_${process.pid}`;
    await json("POST", "/tools/http", {
      name,
      description: "Pays an order back.",
      input_schema: { type: "object", properties: { order: { type: "string" } }, required: ["order"] },
      method: "POST",
      url_template: "https://shop.invalid/refunds/{order}",
      headers: { authorization: "Bearer s3cret" },
    });
    const id = await create({ tools: [name] });
    await say(id, { content: "[[tools=1]]" });
    expect((await messagesOf(id)).find(({ role }) => role === "tool")?.content).toContain("approval_required");
    const { data } = await json<{ data: Run[] }>("GET", "/tools/runs?status=pending&limit=1");
    const [run] = data;
    expect(run).toMatchObject({ tool: name, arguments: { order: "value 0" } });
    const decision = { arguments_hash: run?.arguments_hash };
    const done = await json<{ run: Run; result: object }>("POST", `/tools/runs/${run?.id}/approve`, decision);
    // Nothing is behind that name: it was tried, and not reached.
    expect(done).toMatchObject({ run: { status: "failed" }, result: { error: "The service was not reached." } });
    expect((await messagesOf(id)).slice(-3).map(({ role, name: from }) => [role, from])).toEqual([
      ["user", "approval"],
      ["assistant", undefined],
      ["tool", name],
    ]);
    expect((await send("POST", `/tools/runs/${run?.id}/approve`, decision)).status).toBe(409);
  });

  it("of an organisation cannot point inside", async () => {
    for (const [at, host] of ["127.0.0.1", "localhost", "169.254.169.254", "10.0.0.1"].entries()) {
      const name = `inside_${process.pid}_${at}`;
      const schema = { type: "object", properties: {} };
      await json("POST", "/tools/http", {
        ...{ name, description: "x", input_schema: schema, method: "GET", url_template: `https://${host}/` },
      });
      expect(await json("POST", `/tools/${name}/run`, {})).toMatchObject({
        run: { status: "failed", reason: "not_reached" },
      });
    }
    const mcp = await send("POST", "/tools/mcp", { name: "inside", url: "https://127.0.0.1/mcp" });
    expect(mcp.status).toBe(400);
  });
});
