/** For every route of the table what a good call of it looks like; the authorisation matrix fails for a route without one. */

/** Makes what a call is about, as its owner does, and answers ids. */
export interface Make {
  (path: string, body: object): Promise<{ id: string; key?: { id: string } }>;
  /** One that was accepted while it still answered. */
  mcpServer(): Promise<{ id: string }>;
}

export interface Sample {
  body?: () => object;
  /** Path parameters of a thing made for this one call. */
  own?: (make: Make) => Promise<Record<string, string>>;
  /** Those of a thing that nobody has. */
  missing?: Record<string, string>;
  /** It belongs to no organisation: there is no foreign one. */
  common?: true;
  /** How a good call is answered, where it is not done at once. */
  answers?: readonly number[];
}

const NOBODYS = "0197d2f0-0000-7000-8000-000000000000";
const nobodys = { id: NOBODYS };
const messages = [{ role: "user", content: "[[tokens=2]]" }];
const decision = () => ({ arguments_hash: "0".repeat(64) });

let made = 0;
const fresh = () => `t${Date.now().toString(36)}${made++}`;

const session = async (make: Make) => ({ id: (await make("/v1/sessions", { model: "main/small" })).id });
const httpTool = () => ({
  ...{ name: fresh(), description: "Looks something up.", input_schema: { type: "object", properties: {} } },
  ...{ method: "GET", url_template: "https://tools.example/look" },
});
const ownHttpTool = async (make: Make) => {
  const tool = httpTool();
  return { id: (await make("/v1/tools/http", tool)).id, name: tool.name };
};
/** Nothing answers at its address: the call is done and failed. */
const run = async (make: Make) => {
  const { name } = await ownHttpTool(make);
  const done = (await make(`/v1/tools/${name}/run`, { arguments: {} })) as unknown as { run: { id: string } };
  return { id: done.run.id };
};
const mcpServer = () => ({ name: fresh(), url: "https://mcp.example/mcp" });

const NO_LIMITS = {
  requestsPerMinute: null,
  burst: null,
  tokensPerHour: null,
  concurrentStreams: null,
  costPerMonth: null,
};
export const newKey = () => ({
  ...{ name: "made", scopes: ["models"], limits: NO_LIMITS, models: null, tools: null, expiresAt: null },
});
export const newTenant = () => {
  const slug = fresh();
  return { name: slug, slug, ownerEmail: `${slug}@example.org` };
};
const tenant = async (make: Make) => ({ id: (await make("/admin/tenants", newTenant())).id });
const tenantKey = async (make: Make) => {
  const { id } = await tenant(make);
  const { key } = await make(`/admin/tenants/${id}/keys`, newKey());
  return { id, key: key?.id ?? "" };
};

export const SAMPLES: Record<string, Sample> = {
  "POST /v1/chat/completions": { body: () => ({ model: "main/small", messages }) },
  "POST /v1/embeddings": { body: () => ({ model: "main/embed", input: "text" }) },
  "GET /v1/models": {},
  "GET /v1/models/{model}": {
    own: async () => ({ model: "main/small" }),
    missing: { model: "main/none" },
    common: true,
  },
  "GET /v1/usage": {},
  "GET /v1/sessions": {},
  "POST /v1/sessions": { body: () => ({}) },
  "GET /v1/sessions/{id}": { own: session, missing: nobodys },
  "DELETE /v1/sessions/{id}": { own: session, missing: nobodys },
  "GET /v1/sessions/{id}/messages": { own: session, missing: nobodys },
  "POST /v1/sessions/{id}/messages": { body: () => ({ content: "[[tokens=2]]" }), own: session, missing: nobodys },
  "POST /v1/sessions/{id}/reset": { own: session, missing: nobodys },
  "GET /v1/tools": {},
  "POST /v1/tools/{name}/run": { body: () => ({ arguments: {} }), own: ownHttpTool, missing: { name: "none" } },
  "GET /v1/tools/runs": {},
  "GET /v1/tools/runs/{id}": { own: run, missing: nobodys },
  // A call that needed no approval waits for none.
  "POST /v1/tools/runs/{id}/approve": { body: decision, own: run, missing: nobodys, answers: [409] },
  "POST /v1/tools/runs/{id}/deny": { body: decision, own: run, missing: nobodys, answers: [409] },
  "GET /v1/tools/http": {},
  "POST /v1/tools/http": { body: httpTool },
  "DELETE /v1/tools/http/{id}": { own: ownHttpTool, missing: nobodys },
  "GET /v1/tools/mcp": {},
  // Nothing answers there, and one that does not answer is not added.
  "POST /v1/tools/mcp": { body: mcpServer, answers: [400] },
  // There is no such server to ask.
  "POST /v1/tools/mcp/{id}/check": {
    own: (make) => make.mcpServer(),
    missing: nobodys,
    answers: [400, 409, 502, 503, 504],
  },
  "POST /v1/tools/mcp/{id}/accept": {
    ...{
      body: () => ({ fingerprint: "0".repeat(64) }),
      own: (make) => make.mcpServer(),
      missing: nobodys,
      answers: [400, 409, 502, 503, 504],
    },
  },
  "DELETE /v1/tools/mcp/{id}": { own: (make) => make.mcpServer(), missing: nobodys },
  "GET /v1/openapi.json": {},
  "GET /v1/docs": {},
  "GET /admin/tenants": {},
  "POST /admin/tenants": { body: newTenant },
  "GET /admin/tenants/{id}": { own: tenant, missing: nobodys },
  "PUT /admin/tenants/{id}": { body: () => ({ tier: "pro" }), own: tenant, missing: nobodys },
  "DELETE /admin/tenants/{id}": { own: tenant, missing: nobodys },
  "POST /admin/tenants/{id}/suspend": { own: tenant, missing: nobodys },
  "POST /admin/tenants/{id}/reactivate": { own: tenant, missing: nobodys },
  "GET /admin/tenants/{id}/usage": { own: tenant, missing: nobodys },
  "GET /admin/tenants/{id}/keys": { own: tenant, missing: nobodys },
  "POST /admin/tenants/{id}/keys": { body: newKey, own: tenant, missing: nobodys },
  "DELETE /admin/tenants/{id}/keys/{key}": { own: tenantKey, missing: { id: NOBODYS, key: NOBODYS } },
};
