import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { PlannedEvent } from "./chunks";
import { type Directives, numberOf } from "./directives";
import type { LedgerEntry } from "./ledger";

/** Long enough for what was written to be read before the socket goes: a cut loses what comes after it, not what came before. */
const CUT_AFTER_MS = 15;

const KEEP_ALIVE_MS = 50;

/** Sends a planned stream at its pace, with its faults, and keeps the ledger entry true with every write. */
export async function sendStream(
  response: ServerResponse,
  events: readonly PlannedEvent[],
  directives: Directives,
  entry: LedgerEntry,
  left: AbortSignal,
): Promise<void> {
  const out = writer(response, directives);
  const delayMs = numberOf(directives, "delay", 10) ?? 0;
  const batch = Math.max(1, numberOf(directives, "batch", 1) ?? 1);
  const strike = strikes(directives);
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  response.flushHeaders();
  await pause(numberOf(directives, "first", 50) ?? 0, left);

  let pending = "";
  let unsent = 0;
  const flush = async () => {
    if (pending === "") return;
    const text = pending;
    pending = "";
    await out(text);
    entry.completionTokens += unsent;
    unsent = 0;
  };
  for (const { data, tokens } of events) {
    if (left.aborted) return;
    const fresh = tokens - entry.completionTokens - unsent;
    const due = fresh > 0 || data === "[DONE]" || isFinish(data);
    for (let struck = due ? strike(tokens - fresh) : null; struck !== null; struck = strike(tokens - fresh)) {
      await flush();
      if (struck === "stall" && directives.has("comments")) await keepAlive(response, left);
      if (await struckBy(struck, response, out, entry, left)) return;
    }
    if (fresh > 0 && tokens > 1 && delayMs > 0) {
      await flush();
      await pause(delayMs, left);
      if (left.aborted) return;
    }
    pending += `data: ${data === "[DONE]" ? data : JSON.stringify(data)}\n\n`;
    if (data !== "[DONE]" && "usage" in data && data.usage !== null) entry.usageSent = true;
    unsent += fresh;
    if (unsent >= batch || fresh === 0) await flush();
  }
  await flush();
  if (left.aborted) return;
  entry.end = "complete";
  response.end();
}

function isFinish(data: object): boolean {
  const choices = "choices" in data && Array.isArray(data.choices) ? data.choices : [];
  return choices.length === 0 || choices.some((choice: { finish_reason?: unknown }) => choice.finish_reason);
}

/** Comments without end: a client that leaves is noticed by what is written to it. */
async function keepAlive(response: ServerResponse, left: AbortSignal): Promise<void> {
  while (!left.aborted) {
    await written(response, new TextEncoder().encode(": keep-alive\n\n"));
    await pause(KEEP_ALIVE_MS, left);
  }
}

type Strike = "cut" | "eof" | "stall" | "error-after" | "garbage";

/** Answers which fault strikes once so many tokens are out; each strikes once. */
function strikes(directives: Directives): (tokens: number) => Strike | null {
  const names = ["garbage", "stall", "cut", "eof", "error-after"] as const;
  const due = names.flatMap((name) => {
    const after = numberOf(directives, name, 1);
    return after === undefined ? [] : [{ name, after }];
  });
  return (tokens) => {
    const at = due.findIndex(({ after }) => tokens >= after);
    return at === -1 ? null : (due.splice(at, 1)[0]?.name ?? null);
  };
}

/** Answers whether the stream is over. */
async function struckBy(
  strike: Strike,
  response: ServerResponse,
  out: (text: string) => Promise<void>,
  entry: LedgerEntry,
  left: AbortSignal,
): Promise<boolean> {
  switch (strike) {
    case "garbage":
      await out("data: {no json\n\n");
      return false;
    case "stall":
      await pause(3_600_000, left);
      return true;
    case "cut":
      await pause(CUT_AFTER_MS, left);
      if (left.aborted) return true;
      entry.end = "cut";
      response.socket?.destroySoon();
      return true;
    case "eof":
      entry.end = "cut";
      response.end();
      return true;
    case "error-after":
      entry.end = "cut";
      await out(
        `data: ${JSON.stringify({ error: { message: "The fake was told to fail.", type: "server_error", param: null, code: "fake" } })}\n\n`,
      );
      response.end();
      return true;
    default:
      return strike satisfies never;
  }
}

/** Writes with the quirks of the line: CRLF, comments, pings, small pieces. Resolves when the socket took it. */
function writer(response: ServerResponse, directives: Directives): (text: string) => Promise<void> {
  const split = numberOf(directives, "split", 1);
  return async (text) => {
    const noise =
      (directives.has("ping") ? "event: ping\ndata: {}\n\n" : "") +
      (directives.has("comments") ? ": keep-alive\n\n" : "");
    const line = directives.has("crlf") ? (noise + text).replaceAll("\n", "\r\n") : noise + text;
    const bytes = new TextEncoder().encode(line);
    const step = split && split > 0 ? split : bytes.length;
    for (let at = 0; at < bytes.length; at += step) await written(response, bytes.subarray(at, at + step));
  };
}

function written(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  if (response.destroyed || response.writableEnded) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      response.off("close", done);
      resolve();
    };
    response.once("close", done);
    response.write(bytes, done);
  });
}

/** Waits, or until the client has left. */
export async function pause(ms: number, left: AbortSignal): Promise<void> {
  if (ms <= 0) return;
  await wait(ms, undefined, { signal: left }).catch(() => undefined);
}
