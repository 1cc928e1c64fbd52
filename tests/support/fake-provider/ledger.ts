/** What the provider would invoice for one request: its own record, which ours is compared with. */
export interface LedgerEntry {
  id: string;
  kind: "chat" | "embeddings";
  model: string;
  stream: boolean;
  status: number;
  promptTokens: number;
  cachedTokens: number;
  /** Tokens that were really sent, also where the answer was cut or its client left. */
  completionTokens: number;
  /** `open` until the answer is over. */
  end: "open" | "complete" | "aborted" | "cut" | "refused";
  /** At which token the client left, and when that was noticed (ms since 1970). */
  abortedAtToken: number | null;
  closeNoticedAt: number | null;
  /** Whether the client was told its usage. */
  usageSent: boolean;
}

/** A request as it arrived. */
export interface SeenRequest {
  id: string;
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
  at: number;
}
