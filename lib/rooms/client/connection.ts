/** What the interface may say about the connection, and nothing it does not know. */
export type ConnectionState =
  | { kind: "connecting" }
  | { kind: "live" }
  /** The next attempt starts at this moment. */
  | { kind: "waiting"; untilMs: number }
  /** The browser says there is no network. */
  | { kind: "offline" }
  /** No further attempt: gone (not a member), signed_out, suspended (the tenant is), outdated (reload the page). */
  | { kind: "ended"; reason: "gone" | "signed_out" | "suspended" | "outdated" };

export type EndReason = Extract<ConnectionState, { kind: "ended" }>["reason"];
