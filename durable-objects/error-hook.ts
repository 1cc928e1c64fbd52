import { env, waitUntil } from "cloudflare:workers";
import type { ErrorLine } from "@/lib/observe/core/error-line";
import { ErrorLimit } from "@/lib/observe/core/error-limit";
import { parseEnv } from "@/lib/platform/env";
import { workerPost } from "./egress";

const TIMEOUT_MS = 5_000;
const limit = new ErrorLimit();

/**
 * Tells ERROR_WEBHOOK of an error: the line of the log as it is, with `more`, how many of its kind were kept back. By the
 * one way out, so https and a public address. Never throws and is never waited for; what cannot be told is in the log.
 */
export function reportError(line: ErrorLine): void {
  const { ERROR_WEBHOOK: url, appOrigins } = safeEnv();
  if (url === undefined) return;
  const more = limit.pass(line, Date.now());
  if (more === null) return;
  const body = new TextEncoder().encode(JSON.stringify({ ...line, more }));
  const headers = { "content-type": "application/json" };
  waitUntil(workerPost(appOrigins)({ url, body, headers, timeoutMs: TIMEOUT_MS }).catch(() => undefined));
}

/** An environment that is not valid is an error as well, told where it is met. */
function safeEnv(): { ERROR_WEBHOOK?: string | undefined; appOrigins: string[] } {
  try {
    return parseEnv(env);
  } catch {
    return { appOrigins: [] };
  }
}
