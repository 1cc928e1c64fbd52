/** The public API: every path of the table, and one shape for whatever goes wrong. */
import { Hono } from "hono";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { inLogContext } from "@/lib/platform/log-context";
import { joinTrace, TRACE_HEADER } from "@/lib/platform/trace";
import { baseHeaders, errorHeaders } from "./answer-headers";
import { originHeaders, preflight } from "./cors";
import type { ApiDeps } from "./deps";
import { shapeError } from "./errors";
import { LiteralRouter } from "./literal-router";
import type { ApiApp, ApiContext } from "./route";
import { API_ROUTES } from "./table";

/** Longer than a burst of calls takes to begin. */
const LINE_AFTER_MS = 100;

/** Answers `/v1/*` and `/admin/*`. */
export function createApi(deps: ApiDeps): Hono<ApiApp> {
  const api = new Hono<ApiApp>({ router: new LiteralRouter() });

  api.use(async (c, next) => {
    const requestId = newId();
    c.set("requestId", requestId);
    c.set("startedMs", deps.now());
    c.set("deps", deps);
    const answered = preflight(c.req.raw, requestId);
    if (answered) return answered;
    await inLogContext({ requestId, trace: joinTrace(c.req.header(TRACE_HEADER)) }, async () => {
      await next();
      finish(c);
    });
    return;
  });

  const methods = new Map<string, string[]>();
  for (const route of API_ROUTES) {
    api.on(route.config.method.toUpperCase(), route.pattern, (c) => route.handle(c));
    methods.set(route.pattern, [...(methods.get(route.pattern) ?? []), route.config.method.toUpperCase()]);
  }
  for (const [pattern, allowed] of methods) {
    api.all(pattern, (c) => {
      c.header("allow", allowed.join(", "));
      throw new AppError("method_not_allowed", `This path takes ${allowed.join(", ")}.`);
    });
  }

  api.notFound((c) => answerError(c, new AppError("not_found", "There is nothing at this address.")));
  api.onError((error, c) => answerError(c, error));
  return api;
}

function answerError(c: ApiContext, error: unknown): Response {
  const { requestId } = c.var;
  const shaped = shapeError(error, requestId);
  if (shaped.status === 401 || shaped.status === 403) {
    log({ event: "auth.refused", requestId, code: shaped.body.error.code });
  } else if (shaped.status >= 500) {
    log({
      event: "http.error",
      level: "error",
      requestId,
      path: pathOf(c),
      status: shaped.status,
      ...errorFacts(error),
    });
  }
  return c.json(shaped.body, shaped.status as 500, errorHeaders(shaped));
}

/** On every answer. */
function finish(c: ApiContext): void {
  const { requestId, startedMs, deps, origin } = c.var;
  const headers = { ...baseHeaders(requestId), ...(origin === undefined ? {} : originHeaders(origin)) };
  for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  const ms = deps.now() - startedMs;
  const { status } = c.res;
  // Writing a line takes a third of a millisecond, for which neither this answer need wait nor those that begin beside it.
  c.executionCtx.waitUntil(
    new Promise((done) => setTimeout(done, LINE_AFTER_MS)).then(() => {
      log({ event: "http.request", requestId, method: c.req.method, path: pathOf(c), status, ms });
    }),
  );
}

/** The route and not the address: what a caller put into the path stays out of the log. */
function pathOf(c: ApiContext): string {
  const [path] = c.req.matchedRoutes.flatMap((route) =>
    route.path === "/*" || route.path === "*" ? [] : [route.path],
  );
  return path ?? "/";
}
