import type { SessionAsk, SessionGrant } from "../../../lib/assistant/protocol";

/** Why there is no session: a code of the product's errors, or `offline` where nothing answered. */
export class SessionRefusal extends Error {
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, retryAfterMs?: number) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Asks for a session and a ticket. @throws SessionRefusal */
export async function askSession(publicKey: string, ask: SessionAsk): Promise<SessionGrant> {
  let answer: Response;
  try {
    answer = await fetch(`/embed/${publicKey}/session`, {
      method: "POST",
      // Who uses the dashboard in this browser is nobody's business here.
      credentials: "omit",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(ask),
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    throw new SessionRefusal("offline", "");
  }
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok && body !== null) return body as SessionGrant;
  const { code = `http_${answer.status}`, message = "" } =
    (body as { error?: { code?: string; message?: string } } | null)?.error ?? {};
  const after = Number(answer.headers.get("retry-after"));
  throw new SessionRefusal(code, message, after > 0 ? after * 1_000 : undefined);
}

/** The check that a visitor is human: not loaded, not solved, or not taken by the server. */
export function challengeFailed(): SessionRefusal {
  return new SessionRefusal("challenge_failed", "The check that a visitor is human did not pass.");
}

/** What was won does not count: that is not a chat that may not be had here. */
export function challengeRefused(error: unknown): never {
  throw error instanceof SessionRefusal && error.code === "forbidden" ? challengeFailed() : error;
}
