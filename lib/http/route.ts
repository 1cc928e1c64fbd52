import type * as z from "zod/mini";
import { AppError } from "../platform/errors";
import { inLogContext } from "../platform/log-context";
import { joinTrace, TRACE_HEADER } from "../platform/trace";
import { parseInput } from "./parse-input";
import { readJson } from "./read-json";
import { readQuery } from "./read-query";
import { requestIdOf } from "./request-id";
import { requireOrigin } from "./require-origin";
import { logRequest, respondError, respondJson, respondRedirect } from "./respond";

/** Largest body of any route of the pages. */
export const BODY_BYTES_MAX = 64 * 1_024;

export type PathParams = Record<string, string | string[] | undefined>;
/** What Next passes beside the request. */
export interface RouteContext {
  /** Resolves to nothing on a path without parameters. */
  params: Promise<PathParams | undefined>;
}
export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

export interface RouteSpec<C, S extends z.ZodMiniType, O extends object> {
  /** A strict object: unknown fields are refused. Path parameters, then query (GET, DELETE) or JSON body (others). */
  input: S;
  run(ctx: C, input: z.output<S>): Promise<O>;
  /** Of a success; 200 unless told. */
  status?: number;
  /** Where a success leads, instead of a body. */
  redirectTo?(output: O): string;
}

/** How a family of routes learns who asks. Runs after the cheap refusals and before the input is looked at. */
export interface RouteScope<C> {
  appOrigins(): readonly string[];
  admit(request: Request, params: Record<string, string>): Promise<C>;
  /** More headers of a success. */
  headers?(ctx: C, request: Request): Record<string, string>;
}

/** A Next route handler over one verb: parse, run, answer. Every JSON answer has a request id and is never cached. */
export function createRoute<C, S extends z.ZodMiniType, O extends object>(
  scope: RouteScope<C>,
  spec: RouteSpec<C, S, O>,
): RouteHandler {
  return async (request, context) => {
    const requestId = requestIdOf(request);
    return inLogContext({ requestId, trace: joinTrace(request.headers.get(TRACE_HEADER)) }, async () => {
      const startedMs = Date.now();
      const response = await answer(scope, spec, request, context).catch((error: unknown) =>
        respondError(request, requestId, error),
      );
      logRequest(request, requestId, response.status, startedMs);
      return response;
    });
  };
}

async function answer<C, S extends z.ZodMiniType, O extends object>(
  scope: RouteScope<C>,
  spec: RouteSpec<C, S, O>,
  request: Request,
  context: RouteContext,
): Promise<Response> {
  requireOrigin(request, scope.appOrigins());
  const path = singleParams((await context.params) ?? {});
  const given = await readFields(request);
  const ctx = await scope.admit(request, path);
  const shadowed = Object.keys(given).find((name) => Object.hasOwn(path, name));
  if (shadowed) throw new AppError("invalid_request", `Unknown field "${shadowed}".`, { param: shadowed });
  const body = await spec.run(ctx, parseInput(spec.input, { ...given, ...path }));
  const headers = scope.headers?.(ctx, request);
  // Bytes go out as they are, with the headers they came with.
  if (body instanceof Response) return body;
  if (spec.redirectTo) return respondRedirect(requestIdOf(request), spec.redirectTo(body), headers);
  return respondJson(requestIdOf(request), spec.status ?? 200, body, headers);
}

async function readFields(request: Request): Promise<Record<string, unknown>> {
  const url = new URL(request.url);
  if (request.method === "GET" || request.method === "DELETE") return readQuery(url);
  const [name] = url.searchParams.keys();
  if (name !== undefined)
    throw new AppError("invalid_request", `Unknown field "${name}" in the query.`, { param: name });
  return (await readJson(request, BODY_BYTES_MAX)).value;
}

function singleParams(params: PathParams): Record<string, string> {
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join("/") : (value ?? ""),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
