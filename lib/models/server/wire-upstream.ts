import type { Fault } from "../core/failure";
import { logContext } from "@/lib/platform/log-context";
import { TRACE_HEADER, traceHeader } from "@/lib/platform/trace";
import { readRetryAfter } from "../core/retry";
import { type Dialect, upstreamBody } from "../core/upstream-body";
import type { ModelEntry } from "./call";
import type { Upstream } from "./upstream";

export interface WireConfig {
  /** With its path, without a slash at the end. From the installation's environment, hence trusted. */
  baseUrl: string;
  key: string | null;
  dialect: Dialect;
  /** Whether it is told the trace that a call belongs to. */
  traced?: boolean;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const ERROR_BYTES_MAX = 64 * 1024;

/** A provider that speaks OpenAI's language: its bytes are handed on, not read here. */
export function wireUpstream(config: WireConfig, send: Fetch = (url, init) => fetch(url, init)): Upstream {
  // Its name, not the promise of it: a promise belongs to the request that made it.
  let firstModel: string | null = null;
  const post = async (path: string, body: object, signal: AbortSignal) =>
    send(`${config.baseUrl}${path}`, {
      method: "POST",
      headers: { ...headersOf(config), "content-type": "application/json" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal,
    });
  /** A model without a name is the server's first one: small servers have only one. */
  const named = async (model: ModelEntry, signal: AbortSignal): Promise<ModelEntry> => {
    if (model.upstream !== "") return model;
    firstModel ??= await askFirstModel(config, send, signal);
    return { ...model, upstream: firstModel };
  };
  return {
    async open({ model, request, stream, signal }) {
      const body = upstreamBody(request, await named(model, signal), stream, config.dialect);
      const response = await post("/chat/completions", body, signal);
      if (!response.ok) return { kind: "fault", fault: await statusFault(response) };
      const type = response.headers.get("content-type") ?? "";
      if (stream && response.body && !type.includes("json") && !type.includes("html"))
        return { kind: "bytes", body: response.body };
      if (type.includes("html")) {
        await response.body?.cancel();
        return { kind: "fault", fault: { kind: "garbage" } };
      }
      const text = await response.text().catch(() => null);
      if (text === null) return { kind: "fault", fault: { kind: "cut" }, accepted: true };
      const completion = parseJson(text);
      if (completion === undefined) return { kind: "fault", fault: { kind: "garbage" }, accepted: true };
      return { kind: "whole", completion };
    },
    async embed({ model, request, signal }) {
      const { user: _user, ...rest } = request;
      const response = await post("/embeddings", { ...rest, model: (await named(model, signal)).upstream }, signal);
      if (!response.ok) return { kind: "fault", fault: await statusFault(response) };
      const body = parseJson(await response.text());
      return body === undefined ? { kind: "fault", fault: { kind: "garbage" } } : { kind: "whole", body };
    },
  };
}

function headersOf({ key, traced }: WireConfig): Record<string, string> {
  const trace = traced ? logContext()?.trace : undefined;
  return {
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    ...(trace ? { [TRACE_HEADER]: traceHeader(trace) } : {}),
  };
}

async function askFirstModel(config: WireConfig, send: Fetch, signal: AbortSignal): Promise<string> {
  const response = await send(`${config.baseUrl}/models`, { headers: headersOf(config), redirect: "manual", signal });
  const body = (await response.json()) as { data?: { id?: unknown }[] };
  const id = body.data?.[0]?.id;
  if (typeof id !== "string") throw new Error("The provider lists no model.");
  return id;
}

async function statusFault(response: Response): Promise<Fault> {
  const retryAfterMs = readRetryAfter(response.headers, Date.now());
  return { kind: "status", status: response.status, body: await readSome(response), retryAfterMs };
}

/** The beginning of an error's body; empty where it cannot be read. */
async function readSome(response: Response): Promise<string> {
  const length = Number(response.headers.get("content-length") ?? 0);
  if (length > ERROR_BYTES_MAX) {
    await response.body?.cancel();
    return "";
  }
  return response.text().catch(() => "");
}

/** Undefined where it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
