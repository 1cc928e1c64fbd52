/** What the dashboard lets the realtime Worker do with a tenant's tools: POST /internal/tools. */
export const TOOL_ACTS = [
  "run",
  "run.approve",
  "run.deny",
  "http.create",
  "http.remove",
  "mcp.create",
  "mcp.check",
  "mcp.accept",
  "mcp.remove",
] as const;
export type ToolActName = (typeof TOOL_ACTS)[number];

/** One act, as it is sent. */
export interface SentAct {
  act: ToolActName;
  /** Of what is made or acted on. */
  id: string;
  /** As somebody wrote it: checked where it is done, as the API checks it. */
  given: Record<string, unknown>;
}

/** Who may ask: the web Worker, by a token of the installation's own secret that is good for one body. */
export const TOOLS_AUDIENCE = "parlor:tools";
export const ACT_BYTES_MAX = 128 * 1_024;

/** What the token says: for whom, by whom (`sub`), and over which text. */
export interface ActClaims {
  tenant: string;
  /** SHA-256 of the body. */
  body: string;
  request: string;
}
