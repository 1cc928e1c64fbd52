import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { completionTokens, planEvents, wholeAnswer } from "./chunks";
import { type Directives, numberOf, readDirectives, seededRandom, withoutFaults } from "./directives";
import { embeddingsAnswer, embeddingsText } from "./embeddings";
import type { LedgerEntry, SeenRequest } from "./ledger";
import { askedText, countPrompt, type FakeChatBody, planAnswer, type Said } from "./plan";
import { pause, sendStream } from "./send-stream";

export type { LedgerEntry, SeenRequest } from "./ledger";

/** Faults for everybody, drawn with a seed. The first rule whose dice fall strikes; a request's own directives go on top. */
export interface FakeScript {
  seed: number;
  rules: readonly {
    /** 0 to 1. */ rate: number;
    /** As inside `[[...]]`. */ directive: string;
    /** Null or absent: all. */ model?: string | null;
  }[];
}

export interface FakeProvider {
  /** Base URL, with `/v1`. */
  url: string;
  /** One entry a model call, in the order of arrival. */
  ledger(): LedgerEntry[];
  requests(): SeenRequest[];
  /** Sets or (null) ends random faults. */
  script(script: FakeScript | null): void;
  /** What it answers to each chat in place of its own words; null: its own again. */
  say(write: ((body: FakeChatBody) => Said) | null): void;
  /** Forgets ledger, requests and how often `times=` struck. */
  reset(): void;
  /** Resolves when an entry of the ledger satisfies the condition; looks whenever something happens. */
  until(condition: (ledger: LedgerEntry[]) => boolean): Promise<void>;
  /** Lets every request go on that `hold` holds now. */
  release(): void;
  close(): Promise<void>;
}

/**
 * An OpenAI-compatible provider for tests and benches: `POST /v1/chat/completions` (streamed and not), `POST /v1/embeddings`,
 * `GET /v1/models`. Each request says how it wants to be treated; directives.ts has the words. Plain Node, no dependency.
 */
export async function startFakeProvider(
  options: { port?: number; models?: string[]; key?: string } = {},
): Promise<FakeProvider> {
  const fake = new Fake(options.models ?? ["fake-small", "fake-large"], options.key ?? null);
  const server = createServer((request, response) => void fake.handle(request, response));
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    ledger: () => fake.ledger.map((entry) => ({ ...entry })),
    requests: () => [...fake.seen],
    script: (script) => fake.setScript(script),
    say: (write) => (fake.write = write),
    reset: () => fake.reset(),
    until: (condition) => fake.until(condition),
    release: () => fake.release(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class Fake {
  ledger: LedgerEntry[] = [];
  seen: SeenRequest[] = [];
  write: ((body: FakeChatBody) => Said) | null = null;
  private struck = new Map<string, number>();
  private watchers = new Set<() => void>();
  private held = new AbortController();
  private scripted: FakeScript | null = null;
  private random = seededRandom(1);
  private count = 0;
  private readonly models: readonly string[];
  private readonly key: string | null;

  constructor(models: readonly string[], key: string | null) {
    this.models = models;
    this.key = key;
  }

  setScript(script: FakeScript | null): void {
    this.scripted = script;
    if (script) this.random = seededRandom(script.seed);
  }

  reset(): void {
    this.ledger = [];
    this.seen = [];
    this.struck.clear();
  }

  until(condition: (ledger: LedgerEntry[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!condition(this.ledger)) return;
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
      look();
    });
  }

  release(): void {
    this.held.abort();
    this.held = new AbortController();
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const left = new AbortController();
    response.on("error", () => undefined);
    const body = await readBody(request);
    const id = `chatcmpl-fake${++this.count}`;
    const path = new URL(request.url ?? "/", "http://fake").pathname;
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    this.seen.push({ id, method: request.method ?? "GET", path, headers, body, at: Date.now() });
    response.setHeader("x-request-id", id);
    if (this.key !== null && headers.authorization !== `Bearer ${this.key}`)
      return sendError(response, 401, "Incorrect API key provided.", new Map());
    if (request.method === "GET" && path === "/v1/models") return sendJson(response, 200, modelList(this.models));
    const kind = path === "/v1/chat/completions" ? "chat" : path === "/v1/embeddings" ? "embeddings" : null;
    if (kind === null || request.method !== "POST") return sendError(response, 404, `Unknown path ${path}`, new Map());
    if (typeof body !== "object" || body === null)
      return sendError(response, 400, "The body is no JSON object.", new Map());
    await this.answer(kind, body, id, response, left);
    this.look();
  }

  private look(): void {
    for (const watcher of this.watchers) watcher();
  }

  private async answer(
    kind: "chat" | "embeddings",
    body: FakeChatBody & { input?: unknown },
    id: string,
    response: ServerResponse,
    left: AbortController,
  ): Promise<void> {
    const text = kind === "chat" ? askedText(body) : embeddingsText(body.input);
    const model = body.model ?? "";
    const directives = this.directivesFor(text, model);
    const stream = kind === "chat" && body.stream === true;
    const entry: LedgerEntry = {
      ...{ id, kind, model, stream, status: 200, promptTokens: 0, cachedTokens: 0, completionTokens: 0, end: "open" },
      ...{ abortedAtToken: null, closeNoticedAt: null, usageSent: false },
    };
    this.ledger.push(entry);
    this.look();
    response.on("close", () => {
      left.abort();
      if (entry.end !== "open") return;
      entry.end = "aborted";
      entry.abortedAtToken = entry.completionTokens;
      entry.closeNoticedAt = Date.now();
      this.look();
    });
    await pause(numberOf(directives, "slow-headers", 500) ?? 0, left.signal);
    if (directives.has("hold")) await pause(3_600_000, AbortSignal.any([this.held.signal, left.signal]));
    if (left.signal.aborted) return;
    if (directives.has("reset")) {
      entry.end = "refused";
      entry.status = 0;
      response.socket?.destroy();
      return;
    }
    const status = numberOf(directives, "status") ?? (directives.has("html") || directives.has("detail") ? 502 : 200);
    if (status !== 200 || directives.has("html")) {
      entry.end = "refused";
      entry.status = status;
      sendError(response, status, "The fake was told to refuse.", directives);
      return;
    }
    if (kind === "embeddings") {
      const answer = embeddingsAnswer(body, model);
      entry.promptTokens = answer.usage.prompt_tokens;
      entry.usageSent = true;
      entry.end = "complete";
      sendJson(response, 200, answer);
      return;
    }
    const plan = planAnswer(body, directives, id, this.write?.(body) ?? null);
    const facts = {
      id,
      model,
      created: Math.floor(Date.now() / 1000),
      includeUsage: body.stream_options?.include_usage === true,
    };
    entry.promptTokens = countPrompt(body);
    entry.cachedTokens = plan.cachedTokens;
    if (stream) return sendStream(response, planEvents(plan, directives, facts), directives, entry, left.signal);
    const tokens = completionTokens(plan);
    await pause(
      (numberOf(directives, "first", 50) ?? 0) + tokens * (numberOf(directives, "delay", 10) ?? 0),
      left.signal,
    );
    if (directives.has("garbage")) {
      entry.end = "cut";
      response.writeHead(200, { "content-type": "application/json" });
      response.end('{"id":');
      return;
    }
    if (directives.has("stall")) await pause(3_600_000, left.signal);
    if (left.signal.aborted) return;
    if (directives.has("cut")) {
      entry.end = "cut";
      response.writeHead(200, { "content-type": "application/json", "content-length": "10000" });
      response.write('{"id":', () => response.socket?.destroySoon());
      return;
    }
    entry.completionTokens = tokens;
    entry.usageSent = directives.get("usage") !== "none";
    entry.end = "complete";
    sendJson(response, 200, wholeAnswer(plan, directives, facts));
  }

  /** The request's own words over those of the script; faults only where and as often as `only` and `times` say. */
  private directivesFor(text: string, model: string): Directives {
    const rule = this.scripted?.rules.find((each) => (each.model ?? model) === model && this.random() < each.rate);
    const found = readDirectives(`${rule ? `[[${rule.directive}]]` : ""}${text}`, this.random);
    const only = found.get("only");
    if (only !== undefined && !only.split(",").includes(model)) return withoutFaults(found);
    const times = numberOf(found, "times");
    if (times === undefined) return found;
    const before = this.struck.get(text) ?? 0;
    this.struck.set(text, before + 1);
    return before < times ? found : withoutFaults(found);
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  try {
    for await (const part of request) parts.push(part as Buffer);
    return parts.length === 0 ? null : JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    return null;
  }
}

function modelList(models: readonly string[]): object {
  return {
    object: "list",
    data: models.map((id) => ({ id, object: "model", created: 1_700_000_000, owned_by: "fake" })),
  };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function sendError(response: ServerResponse, status: number, message: string, directives: Directives): void {
  const after = directives.get("retry-after");
  const afterMs = directives.get("retry-after-ms");
  if (after !== undefined) response.setHeader("retry-after", after);
  if (afterMs !== undefined) response.setHeader("retry-after-ms", afterMs);
  if (directives.has("html")) {
    response.writeHead(status, { "content-type": "text/html" });
    response.end(
      "<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1><p>http://upstream.internal:9/ key sk-secret</p>",
    );
    return;
  }
  if (directives.has("detail")) return sendJson(response, status, { detail: message });
  const type = status === 429 ? "requests" : status < 500 ? "invalid_request_error" : "server_error";
  sendJson(response, status, {
    error: { message, type, param: null, code: status === 429 ? "rate_limit_exceeded" : null },
  });
}
