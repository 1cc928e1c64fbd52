/** Something that a call is made on: its id, and the body that fits it. */
export interface Made {
  id: string;
  body?: object;
}

/** For every route of the table what a good call of it looks like; the authorisation matrix fails for a route without one. */
export interface Sample {
  body?: object;
  /** Path parameters. `own` answers well; `foreign` is another company's, `missing` nobody's. */
  params?: { own: string; foreign?: string; missing: string };
  /** In place of `own` and `foreign`: makes a thing with a key that may do everything. */
  make?(post: (path: string, body: object) => Promise<Answer>): Promise<Made>;
  /** What a good call answers where no installation under test can answer well. */
  answers?: number;
}

interface Answer {
  id: string;
  run: { id: string; arguments_hash: string };
}

/** Nobody's. */
export const MISSING = "018f0000-0000-7000-8000-000000000000";
const onSession: Pick<Sample, "make" | "params"> = {
  make: async (post) => ({ id: (await post("/v1/sessions", {})).id }),
  params: { own: "", foreign: "", missing: MISSING },
};
/** A call that waits for approval, and the words that decide about it. */
const onRun: Pick<Sample, "make" | "params" | "body"> = {
  make: async (post) => {
    const { id: session_id } = await post("/v1/sessions", {});
    const { run } = await post("/v1/tools/sessions_send/run", { arguments: { session_id, content: "note" } });
    return { id: run.id, body: { arguments_hash: run.arguments_hash } };
  },
  body: { arguments_hash: "0".repeat(64) },
  params: { own: "", foreign: "", missing: MISSING },
};
const HTTP_TOOL = {
  description: "Tells where an order is.",
  input_schema: { type: "object", properties: { order: { type: "string" } } },
  method: "GET",
  url_template: "https://shop.example/orders/{order}",
};
const onHttpTool: Pick<Sample, "make" | "params"> = {
  make: async (post) => ({ id: (await post("/v1/tools/http", httpTool())).id }),
  params: { own: "", foreign: "", missing: MISSING },
};
/** No server of this protocol is on the public internet of a test: those that are there have their own tests. */
const onMcpServer: Pick<Sample, "params" | "answers"> = { params: { own: MISSING, missing: MISSING }, answers: 404 };

let made = 0;
/** A name is there once. */
function httpTool(): object {
  return { ...HTTP_TOOL, name: `order_${process.pid}_${++made}` };
}

const messages = [{ role: "user", content: "[[tokens=2]]" }];

export const SAMPLES: Record<string, Sample> = {
  "POST /v1/chat/completions": { body: { model: "main/small", messages } },
  "POST /v1/embeddings": { body: { model: "main/embed", input: "text" } },
  "GET /v1/models": {},
  "GET /v1/models/{model}": { params: { own: "main/small", missing: "main/none" } },
  "GET /v1/usage": {},
  "GET /v1/sessions": {},
  "POST /v1/sessions": { body: { title: "Orders" } },
  "GET /v1/sessions/{id}": onSession,
  "DELETE /v1/sessions/{id}": onSession,
  "GET /v1/sessions/{id}/messages": onSession,
  "POST /v1/sessions/{id}/messages": { ...onSession, body: { model: "main/small", content: "[[tokens=2]]" } },
  "POST /v1/sessions/{id}/reset": onSession,
  "GET /v1/tools": {},
  "POST /v1/tools/{name}/run": {
    body: { arguments: {} },
    // The tool needs the scope of sessions beside the one that runs tools: for a key without it there is no such tool.
    params: { own: "sessions_list", missing: "none" },
    answers: 404,
  },
  "GET /v1/tools/runs": {},
  "GET /v1/tools/runs/{id}": { ...onRun, body: undefined },
  "POST /v1/tools/runs/{id}/approve": { ...onRun, answers: 403 },
  "POST /v1/tools/runs/{id}/deny": onRun,
  "GET /v1/tools/http": {},
  "POST /v1/tools/http": {
    get body() {
      return httpTool();
    },
  },
  "DELETE /v1/tools/http/{id}": onHttpTool,
  "GET /v1/tools/mcp": {},
  "POST /v1/tools/mcp": { body: { name: "docs", url: "https://mcp.example.invalid/" }, answers: 400 },
  "POST /v1/tools/mcp/{id}/check": onMcpServer,
  "POST /v1/tools/mcp/{id}/accept": { ...onMcpServer, body: { fingerprint: "0".repeat(64) } },
  "DELETE /v1/tools/mcp/{id}": onMcpServer,
  "GET /v1/openapi.json": {},
  "GET /v1/docs": {},
};
