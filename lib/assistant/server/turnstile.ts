import * as z from "zod/mini";
import type { Env } from "@/lib/platform/env";
import { errorFacts, log } from "@/lib/platform/log";

const SITEVERIFY = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
const ACTION = "chat-start";
const TOKEN_CHARS_MAX = 2_048;
const TRIES = 2;
const TRY_MS = 4_000;
const answerShape = z.object({
  success: z.boolean(),
  hostname: z.optional(z.string()),
  action: z.optional(z.string()),
  "error-codes": z.optional(z.array(z.string())),
});

export interface Challenge {
  siteKey: string;
  secret: string;
  url: string;
}

/** Null: the installation has no challenge. */
export function challengeOf(env: Env): Challenge | null {
  const { TURNSTILE_SITE_KEY: siteKey, TURNSTILE_SECRET: secret } = env;
  return siteKey && secret ? { siteKey, secret, url: env.TURNSTILE_URL ?? SITEVERIFY } : null;
}

export type Verified = "passed" | "refused" | "away";

/**
 * Asks whether a token was won on our own page, for this, and is spent for the first time. Sent again with the same
 * idempotency key where no answer came; no answer at all is no pass.
 */
export async function verifyChallenge(
  { secret, url }: Challenge,
  ask: { token: string; ip: string | null; hostnames: readonly string[] },
  call: typeof fetch = fetch,
): Promise<Verified> {
  if (ask.token === "" || ask.token.length > TOKEN_CHARS_MAX) return "refused";
  const body = JSON.stringify({
    ...{ secret, response: ask.token, idempotency_key: crypto.randomUUID() },
    ...(ask.ip === null ? {} : { remoteip: ask.ip }),
  });
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    try {
      const answer = await call(url, {
        ...{ method: "POST", body, headers: { "content-type": "application/json" } },
        signal: AbortSignal.timeout(TRY_MS),
      });
      const result = z.safeParse(answerShape, await answer.json());
      if (!result.success || result.data["error-codes"]?.includes("internal-error")) continue;
      const { success, hostname, action } = result.data;
      return success && action === ACTION && ask.hostnames.includes(hostname ?? "") ? "passed" : "refused";
    } catch (error) {
      log({ event: "visit.challenge_failed", level: "warn", attempt, ...errorFacts(error) });
    }
  }
  return "away";
}
