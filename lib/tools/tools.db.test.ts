import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { insertProject } from "@/db/queries/projects";
import { projectSession } from "@/db/queries/sessions";
import { listMcpServers } from "@/db/queries/tenant-tools";
import { withDatabase } from "@/db/testing/database";
import { sessionRow } from "@/db/testing/session-rows";
import type { Retrieval } from "@/lib/knowledge/protocol";
import { createEgressCall } from "@/lib/platform/egress";
import { type DocumentId, newId, type KeyId, type ProjectId, type SessionId, type TenantId } from "@/lib/platform/ids";
import { newSettings } from "@/lib/projects/core/settings";
import type { SessionView } from "@/lib/sessions/protocol";
import type { ApprovedCall, Caller, ConversationRpc, SessionNote } from "@/lib/sessions/server/objects";
import { startMcpServer } from "@/tests/support/mcp-server";
import { TOOL_LIMITS } from "./core/limits";
import type { HttpToolCreate, ToolRunAnswer } from "./protocol";
import { BUILT_IN_TOOLS } from "./server/built-in";
import { approveRun, denyRun } from "./server/decide-run";
import { httpTool } from "./server/http-tools";
import { getRun, listRuns } from "./server/list-runs";
import { loadTools } from "./server/load-tools";
import { createHttpTool, listHttpToolViews, removeHttpTool } from "./server/manage-http-tools";
import { acceptMcpServer, checkMcpServer } from "./server/manage-mcp";
import { readMcpTools } from "./server/mcp";
import { nameTools } from "./server/name-tools";
import { runTool } from "./server/run-tool";
import type { ToolDeps } from "./server/tool";
import { askerOf, type ToolAct } from "./server/tool-caller";
import { turnTools } from "./server/turn-tools";

const database = withDatabase();
const NEVER = new AbortController().signal;
const requestId = "r";

let service: Server;
let origin: string;
let seen: { url: string; method: string; token: string | undefined; body: string }[] = [];
beforeAll(async () => {
  service = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const { url = "", method = "", headers } = request;
      seen.push({ url, method, token: headers.authorization, body });
      if (url.startsWith("/hang")) return;
      response.writeHead(url.startsWith("/teapot") ? 418 : 200, { "content-type": "application/json" });
      response.end('{"temperature":21}');
    });
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
});
afterAll(() => {
  service.closeAllConnections();
  service.close();
});

let deps: ToolDeps;
let caller: Caller;
let act: ToolAct;
let notes: SessionNote[];
let heard: ApprovedCall[];
let searched: { project: ProjectId; query: string; limit: number }[];
let knows: Retrieval;
let nowMs: number;
const session: SessionView = {
  id: newId(),
  object: "session",
  title: "",
  model: null,
  instructions: "",
  user: "ada",
  metadata: {},
  tools: [],
  status: "idle",
  last_seq: 0,
  created_at: 0,
  updated_at: 0,
};

beforeEach(() => {
  vi.spyOn(console, "info").mockImplementation(() => undefined);
  seen = [];
  notes = [];
  searched = [];
  knows = { passages: [], confidence: 0, method: "words", ms: 1 };
  heard = [];
  nowMs = 1_800_000_000_000;
  const tenantId = newId<TenantId>();
  const keyId = newId<KeyId>();
  const egress = createEgressCall({
    // An address of the test's own service stands behind the public name.
    fetch: (url, init) => fetch(url.replace("https://weather.example", origin), init),
    resolve: async () => ["93.184.216.34"],
    ownHosts: ["parlor.example"],
    letThrough: origin,
  });
  const conversation = (): Partial<ConversationRpc> => ({
    read: async () => ({ status: "done", session, keyId }),
    note: async (_tenant, note) => {
      notes.push(note);
      return { status: "done" };
    },
    approved: async (_tenant, call) => {
      heard.push(call);
      return { status: "done" };
    },
  });
  deps = {
    tenantId,
    db: database.tenant(tenantId),
    egress,
    conversation: conversation as unknown as ToolDeps["conversation"],
    knowledge: (project) => ({
      search: async (query, { limit }) => {
        searched.push({ project, query, limit });
        return knows;
      },
    }),
    secret: "an installation's secret of some length",
    now: () => nowMs,
  };
  caller = {
    proof: { tenantId, keyId, secretHash: "" },
    key: { keyId, scopes: ["tools", "sessions"], tools: null },
    policy: { tools: null },
  } as unknown as Caller;
  act = { caller, requestId };
});

const WEATHER: HttpToolCreate = {
  name: "weather",
  description: "Tells the weather.",
  input_schema: { type: "object", properties: { city: { type: "string", minLength: 2 } }, required: ["city"] },
  method: "GET",
  url_template: "https://weather.example/now/{city}",
  headers: { authorization: "Bearer s3cr3t-token" },
};
const run = async (name: string, args: object, asSession: SessionView | null = null): Promise<ToolRunAnswer> => {
  const tool = (await loadTools(deps, caller)).get(name);
  if (!tool) throw new Error(`No ${name}.`);
  return runTool(deps, { tool, args, by: askerOf(caller), session: asSession, requestId, signal: NEVER });
};
const everything = async () =>
  JSON.stringify([
    await database.admin("select * from http_tools"),
    await database.admin("select * from mcp_servers"),
    await database.admin("select * from tool_runs"),
  ]);

describe("an HTTP tool", () => {
  it("is called as it was defined, its answer is data, and the log keeps a hash of what it was called with", async () => {
    await createHttpTool(deps, act, WEATHER);
    const answer = await run("weather", { city: "São Paulo" });
    expect(answer).toMatchObject({
      approval_required: false,
      run: { status: "ok", tool: "weather", session_id: null, key_id: caller.proof.keyId },
      result: { status: 200, body: { temperature: 21 } },
    });
    expect(seen).toEqual([{ url: "/now/S%C3%A3o%20Paulo", method: "GET", token: "Bearer s3cr3t-token", body: "" }]);
    expect(await getRun(deps, caller, answer.run.id)).toMatchObject({
      status: "ok",
      arguments_hash: answer.run.arguments_hash,
    });
    expect(await everything()).not.toContain("Paulo");
  });

  it("has its secrets sealed: in no row, in no answer", async () => {
    const made = await createHttpTool(deps, act, WEATHER);
    expect(made.header_names).toEqual(["authorization"]);
    expect(JSON.stringify([made, await listHttpToolViews(deps), await everything()])).not.toContain("s3cr3t");
  });

  it("is not called with arguments that do not fit", async () => {
    await createHttpTool(deps, act, WEATHER);
    for (const args of [{}, { city: "x" }, { city: 7 }])
      await expect(run("weather", args)).rejects.toMatchObject({ reason: "invalid_arguments" });
    expect(seen).toEqual([]);
  });

  it("that does not answer in time is given up, and the log says so", async () => {
    await createHttpTool(deps, act, {
      ...WEATHER,
      url_template: "https://weather.example/hang/{city}",
      timeout_ms: 500,
    });
    expect(await run("weather", { city: "Rome" })).toMatchObject({
      run: { status: "timeout", reason: "timeout" },
      result: { error: expect.stringContaining("did not answer in time") as string },
    });
  });

  it("cannot reach inside, and the answer does not say why", async () => {
    for (const host of ["127.0.0.1", "169.254.169.254", "localhost", "parlor.example", "10.0.0.1"]) {
      const { id } = await createHttpTool(deps, act, { ...WEATHER, url_template: `https://${host}/{city}` });
      expect(await run("weather", { city: "Rome" })).toMatchObject({
        run: { status: "failed", reason: "not_reached" },
        result: { error: "The service was not reached." },
      });
      await removeHttpTool(deps, act, id);
    }
    expect(seen).toEqual([]);
  });

  it.each([
    [{ input_schema: { type: "string" } }, "input_schema"],
    [{ input_schema: { type: "object", properties: { city: { $ref: "https://evil.example/x" } } } }, "input_schema"],
    [{ url_template: "http://weather.example/{city}" }, "url_template"],
    [{ url_template: "https://{city}.example/" }, "url_template"],
    [{ name: "sessions_list" }, "name"],
  ])("is not taken as %j", async (change, param) => {
    await expect(createHttpTool(deps, act, { ...WEATHER, ...change } as HttpToolCreate)).rejects.toMatchObject({
      details: { param },
    });
  });

  it("is another tenant's secret even when its row is read with another tenant's hands", async () => {
    await createHttpTool(deps, act, WEATHER);
    const [row] = await database.admin<Parameters<typeof httpTool>[0]>(
      `select id, name, description, input_schema as "inputSchema", method, url_template as "urlTemplate",
        sealed_headers as "sealedHeaders", timeout_ms as "timeoutMs", destructive from http_tools where tenant_id = $1`,
      [deps.tenantId],
    );
    if (!row) throw new Error("No row.");
    const thief = { ...deps, tenantId: newId<TenantId>() };
    const call = { runId: newId(), keyId: caller.proof.keyId, session: null, signal: NEVER };
    await expect(httpTool(row).run(thief, call, { city: "Rome" })).rejects.toMatchObject({ reason: "sealed" });
    expect(seen).toEqual([]);
  });
});

describe("a call that must be approved", () => {
  const refund = {
    ...WEATHER,
    name: "refund",
    method: "POST" as const,
    url_template: "https://weather.example/refund",
  };
  const args = { city: "Rome", amount: 5 };
  beforeEach(async () => {
    await createHttpTool(deps, act, refund);
  });

  it("runs once, with exactly what was read, and the session that asked hears of it", async () => {
    const waits = await run("refund", args, session);
    expect(waits).toMatchObject({ approval_required: true, run: { status: "pending", session_id: session.id } });
    expect(seen).toEqual([]);
    expect(await everything()).not.toContain("Rome");
    const { id, arguments_hash: hash } = waits.run;
    const shown = await listRuns(deps, caller, { limit: 10, status: "pending" });
    expect(shown.data).toMatchObject([{ id, arguments: args }]);
    await expect(approveRun(deps, act, { id, arguments_hash: "0".repeat(64) })).rejects.toMatchObject({
      code: "conflict",
    });
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => approveRun(deps, act, { id, arguments_hash: hash })),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(seen).toEqual([
      { url: "/refund", method: "POST", token: "Bearer s3cr3t-token", body: JSON.stringify(args) },
    ]);
    expect(heard).toMatchObject([{ runId: id, tool: "refund", arguments: '{"amount":5,"city":"Rome"}' }]);
    expect(JSON.parse(heard[0]?.result ?? "")).toMatchObject({ status: "ok", result: { status: 200 } });
    expect(await getRun(deps, caller, id)).toMatchObject({ status: "ok", decided_by: caller.proof.keyId });
    expect(await getRun(deps, caller, id)).not.toHaveProperty("arguments");
  });

  it("does not run when it is denied, expired, or approved by a key that may not use the tool", async () => {
    const one = (await run("refund", args)).run;
    expect(await denyRun(deps, act, { id: one.id, arguments_hash: one.arguments_hash })).toMatchObject({
      status: "denied",
    });
    await expect(approveRun(deps, act, { id: one.id, arguments_hash: one.arguments_hash })).rejects.toMatchObject({
      code: "conflict",
    });
    const two = (await run("refund", args)).run;
    const limited = { ...caller, key: { ...caller.key, tools: ["weather"] } };
    await expect(
      approveRun(deps, { ...act, caller: limited }, { id: two.id, arguments_hash: two.arguments_hash }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      denyRun(deps, { ...act, caller: limited }, { id: two.id, arguments_hash: two.arguments_hash }),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(JSON.stringify(await listRuns(deps, limited, { limit: 10 }))).not.toContain("Rome");
    nowMs += 24 * 3_600_000;
    await expect(approveRun(deps, act, { id: two.id, arguments_hash: two.arguments_hash })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("expired") as string,
    });
    expect(seen).toEqual([]);
    await expect(getRun(deps, caller, newId())).rejects.toMatchObject({ code: "not_found" });
  });

  it("of a session, or of a key, that makes too many in a minute is refused in words for its model or its caller", async () => {
    const ready = await turnTools(deps, { caller, session, names: ["sessions_list"], requestId });
    if (ready.status !== "ready") throw new Error(ready.message);
    const ask = { id: "c", type: "function" as const, function: { name: "sessions_list", arguments: "{}" } };
    const { perAsker, perSession } = TOOL_LIMITS.runsPerMinute;
    for (let nth = 0; nth < perSession; nth++)
      expect(JSON.parse(await ready.tools.run(ask, NEVER))).toMatchObject({ status: "ok" });
    expect(JSON.parse(await ready.tools.run(ask, NEVER))).toEqual({
      status: "failed",
      result: { error: "Too many calls of tools in a minute." },
    });
    for (let nth = perSession; nth < perAsker; nth++) await run("sessions_list", {});
    await expect(run("sessions_list", {})).rejects.toMatchObject({
      code: "rate_limited",
      details: { retryAfterMs: expect.any(Number) as number },
    });
    nowMs += 60_000;
    expect((await run("sessions_list", {})).run.status).toBe("ok");
  });

  it("asks the model to wait, and goes on with what it may do at once", async () => {
    await createHttpTool(deps, act, WEATHER);
    const ready = await turnTools(deps, { caller, session, names: ["refund", "weather"], requestId });
    if (ready.status !== "ready") throw new Error(ready.message);
    expect(ready.tools.definitions.map(({ function: { name } }) => name)).toEqual(["refund", "weather"]);
    const say = async (name: string, text: string) =>
      JSON.parse(
        await ready.tools.run({ id: "c", type: "function", function: { name, arguments: text } }, NEVER),
      ) as Record<string, unknown>;
    expect(await say("refund", JSON.stringify(args))).toMatchObject({ status: "approval_required" });
    expect(await say("weather", '{"city":"Rome"}')).toMatchObject({
      status: "ok",
      result: { body: { temperature: 21 } },
    });
    expect(await say("weather", "{not json")).toMatchObject({ status: "failed" });
    expect(await say("unknown", "{}")).toMatchObject({ status: "failed" });
  });
});

describe("whose sessions a tool reaches", () => {
  it("from a session: those of its key and its user, from a caller: the tenant's", async () => {
    const { keyId } = caller.proof;
    const rows = [
      { ...sessionRow(newId<SessionId>(), "mine"), keyId, user: "ada" },
      { ...sessionRow(newId<SessionId>(), "another user"), keyId, user: "bob" },
      { ...sessionRow(newId<SessionId>(), "nobody"), keyId, user: null },
      { ...sessionRow(newId<SessionId>(), "another key"), user: "ada" },
    ];
    for (const row of rows) await projectSession(deps.db, row, []);
    const titles = async (by: SessionView | null) =>
      ((await run("sessions_list", {}, by)).result as { sessions: { title: string }[] }).sessions
        .map(({ title }) => title)
        .toSorted();
    expect(await titles(session)).toEqual(["mine"]);
    expect(await titles({ ...session, user: null })).toEqual(["nobody"]);
    expect(await titles(null)).toEqual(["another key", "another user", "mine", "nobody"]);
  });

  it("a note is left once it is approved, and not in a session out of reach", async () => {
    const note = { session_id: session.id, content: "Ada called." };
    const own = (await run("sessions_send", note, session)).run;
    expect(notes).toEqual([]);
    await approveRun(deps, act, { id: own.id, arguments_hash: own.arguments_hash });
    expect(notes).toEqual([{ id: own.id, from: `session:${session.id}`, content: "Ada called." }]);
    const other = (await run("sessions_send", note, { ...session, user: "bob" })).run;
    deps.conversation = (() => ({
      read: async () => ({ status: "done", session: { ...session, user: "bob" }, keyId: newId<KeyId>() }),
      approved: async () => ({ status: "done" }),
    })) as unknown as ToolDeps["conversation"];
    const answer = await approveRun(deps, act, { id: other.id, arguments_hash: other.arguments_hash });
    expect(answer).toMatchObject({ run: { status: "failed", reason: "not_found" } });
    expect(notes).toHaveLength(1);
  });
});

describe("an MCP server", () => {
  it("whose tools change is not used until somebody accepts what it offers now", async () => {
    const server = await startMcpServer("json");
    try {
      const fetchOf = { fetch, resolve: async () => ["93.184.216.34"], ownHosts: [], letThrough: server.origin };
      deps = { ...deps, egress: createEgressCall(fetchOf) };
      const place = { id: newId(), name: "docs", url: server.url, sealedHeaders: null };
      const accepted = await readMcpTools(deps, place, NEVER);
      await database.admin(
        `insert into mcp_servers (tenant_id, id, name, url, header_names, destructive, tools, fingerprint, checked_at, created_at)
         values ($1, $2, 'docs', $3, '{}', false, $4::jsonb, $5, to_timestamp($6), to_timestamp($6))`,
        [deps.tenantId, place.id, server.url, JSON.stringify(accepted.tools), accepted.fingerprint, nowMs / 1000],
      );
      expect(await run("docs__search", { query: "cats" })).toMatchObject({ result: { content: "Found cats" } });
      server.description = "Something else.";
      nowMs += 300_000;
      expect(await run("docs__search", { query: "cats" })).toMatchObject({
        run: { status: "failed", reason: "tools_changed" },
      });
      expect((await loadTools(deps, caller)).has("docs__search")).toBe(false);
      const offer = await checkMcpServer(deps, place.id);
      expect(offer.offered).toEqual(["docs__fail", "docs__search"]);
      await expect(acceptMcpServer(deps, act, place.id, accepted.fingerprint)).rejects.toMatchObject({
        code: "conflict",
      });
      await acceptMcpServer(deps, act, place.id, offer.offered_fingerprint ?? "");
      expect(await run("docs__search", { query: "dogs" })).toMatchObject({ result: { content: "Found dogs" } });
      expect(await listMcpServers(deps.db)).toMatchObject([{ offeredFingerprint: null }]);
      await createHttpTool(deps, act, WEATHER);
      const own = ["weather", "docs__fail", "docs__search"];
      expect((await nameTools(deps.db)).slice(BUILT_IN_TOOLS.length)).toEqual(own);
      expect(await nameTools(database.tenant(newId()))).not.toContain("weather");
    } finally {
      await server.stop();
    }
  });
});

it("makes a call, and a tool, once under one id, and refuses it for another", async () => {
  const toolId = newId();
  const made = await createHttpTool(deps, act, WEATHER, toolId);
  expect(await createHttpTool(deps, act, WEATHER, toolId)).toEqual(made);
  await expect(createHttpTool(deps, act, { ...WEATHER, description: "Other." }, toolId)).rejects.toMatchObject({
    code: "conflict",
  });
  const tool = (await loadTools(deps, caller)).get("weather");
  if (!tool) throw new Error("No weather.");
  const ask = { tool, by: askerOf(caller), session: null, requestId, signal: NEVER, id: newId() };
  const answers = await Promise.all(Array.from({ length: 6 }, () => runTool(deps, { ...ask, args: { city: "Rome" } })));
  expect(seen).toHaveLength(1);
  expect(answers.filter((answer) => "result" in answer)).toHaveLength(1);
  expect(new Set(answers.map(({ run: { id } }) => id)).size).toBe(1);
  await expect(runTool(deps, { ...ask, args: { city: "Bern" } })).rejects.toMatchObject({ code: "conflict" });
});

it("runs nothing that could not be written down before", async () => {
  await createHttpTool(deps, act, WEATHER);
  const tool = (await loadTools(deps, caller)).get("weather");
  if (!tool) throw new Error("No weather.");
  const away = {
    ...deps,
    db: { ...deps.db, run: () => Promise.reject(new Error("away")) } as unknown as ToolDeps["db"],
  };
  const ask = { tool, args: { city: "Rome" }, by: askerOf(caller), session: null, requestId, signal: NEVER };
  await expect(runTool(away, ask)).rejects.toThrow("away");
  expect(seen).toEqual([]);
});

describe("knowledge_search", () => {
  const makeProject = async (db = deps.db, minConfidence: number | null = null) => {
    const id = newId<ProjectId>();
    const made = { id, name: "Shop", settings: { ...newSettings([]), minConfidence }, createdBy: null };
    await insertProject(db, made, { nowMs, max: 10 });
    return id;
  };
  const found = {
    ...{ documentId: newId<DocumentId>(), version: 3, title: "Returns", url: "https://shop.example/returns" },
    ...{ headings: ["Time"], text: "Within 30 days.", start: 9, end: 24, score: 2.5 },
    ranks: { words: 1, vectors: null },
  };

  it("answers passages of the project with their source, and whether they answer at all", async () => {
    const project = await makeProject();
    knows = { passages: [found], confidence: 0.9, method: "words", ms: 1 };
    const answer = await run("knowledge_search", { project, query: "How long?", limit: 2 });
    const { documentId: document_id, ranks: _ranks, ...rest } = found;
    expect(answer).toMatchObject({
      run: { status: "ok" },
      result: { answerable: true, confidence: 0.9, passages: [{ n: 1, document_id, ...rest }] },
    });
    expect(searched).toEqual([{ project, query: "How long?", limit: 2 }]);
    knows = { ...knows, confidence: 0.1 };
    expect((await run("knowledge_search", { project, query: "Why?" }, session)).result).toMatchObject({
      answerable: false,
    });
    const careful = await makeProject(deps.db, 0.95);
    knows = { ...knows, confidence: 0.9 };
    expect((await run("knowledge_search", { project: careful, query: "How?" })).result).toMatchObject({
      answerable: false,
    });
  });

  it("knows nothing of another company's project: it is asked for as one that is not there", async () => {
    const theirs = await makeProject(database.tenant(newId<TenantId>()));
    const answers = [];
    for (const project of [theirs, newId()]) {
      const { run: made, result } = await run("knowledge_search", { project, query: "How long?" });
      answers.push({ status: made.status, reason: made.reason, result });
    }
    expect(answers[0]).toEqual({
      ...{ status: "failed", reason: "not_found", result: { error: "There is no such project." } },
    });
    expect(answers[1]).toEqual(answers[0]);
    expect(searched).toEqual([]);
  });

  it("does not exist for a key that may not use it", async () => {
    const project = await makeProject();
    caller = { ...caller, key: { ...caller.key, tools: ["sessions_list"] } };
    await expect(run("knowledge_search", { project, query: "How long?" })).rejects.toThrow("No knowledge_search");
    const ask = { caller, session, names: ["knowledge_search"], requestId };
    expect(await turnTools(deps, ask)).toMatchObject({ status: "refused" });
    await expect(run("sessions_list", {})).resolves.toMatchObject({ run: { status: "ok" } });
  });

  it("refuses what is no question, and says in one way that it could not look", async () => {
    const project = await makeProject();
    await expect(run("knowledge_search", { project, query: "" })).rejects.toThrow("query");
    await expect(run("knowledge_search", { project: "x", query: "How?" })).rejects.toThrow("project");
    deps = { ...deps, knowledge: () => ({ search: () => Promise.reject(new Error("away")) }) };
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect((await run("knowledge_search", { project, query: "How?" })).run).toMatchObject({
      ...{ status: "failed", reason: "internal" },
    });
  });
});
