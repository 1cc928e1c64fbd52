/** Words and bounds of tools, for both sides. */
export const TOOL_LIMITS = {
  argumentsCharsMax: 65_536,
  /** Of what a tool answers a model sees no more. */
  resultCharsMax: 16_384,
  timeoutMsMin: 500,
  timeoutMsMax: 60_000,
  httpToolsMax: 100,
  mcpServersMax: 10,
  mcpToolsMax: 64,
  /** Calls that may begin in a minute; a person has as many as a key. */
  runsPerMinute: { perAsker: 120, perSession: 60 },
  /** How long a call waits for somebody's approval. */
  approvalMs: 24 * 3_600_000,
} as const;

/** What a model may call it; `server__tool` for tools of MCP servers. */
export const TOOL_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
/** Without a double underscore: that one separates a server from its tool. */
export const OWN_NAME = /^(?!.*__)[a-z][a-z0-9_-]{0,31}$/;

export const HTTP_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type HttpMethod = (typeof HTTP_METHODS)[number];

/** `running` for long: it was begun, and nobody heard how it ended. */
export const RUN_STATUSES = ["pending", "running", "ok", "failed", "timeout", "denied", "expired"] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** Who may call a tool, and decide about calls. */
export type AskerKind = "key" | "person";
