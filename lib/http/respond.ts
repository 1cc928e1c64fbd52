import { errorFacts, log } from "../platform/log";
import { retryHeader, toErrorBody } from "../platform/errors";

/** A JSON answer that no cache keeps and no browser renders as a document. */
export function respondJson(
  requestId: string,
  status: number,
  body: object,
  headers?: Record<string, string>,
): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...baseHeaders(requestId), ...headers } });
}

/** So long a browser may follow the same redirect again without asking; shorter than what it leads to lives. */
const REDIRECT_SECONDS = 30;

/** Leads on. Kept by the browser for a moment, for the person whose cookie it was asked with. */
export function respondRedirect(requestId: string, location: string, headers?: Record<string, string>): Response {
  const caching = { "cache-control": `private, max-age=${REDIRECT_SECONDS}`, vary: "cookie" };
  return new Response(null, { status: 302, headers: { ...baseHeaders(requestId), ...caching, ...headers, location } });
}

/** Shapes any thrown value as the one error answer; what is not ours is logged and stays unsaid. */
export function respondError(request: Request, requestId: string, error: unknown): Response {
  const { status, body } = toErrorBody(error, requestId);
  const path = routeOf(request);
  if (status >= 500)
    log({
      event: "http.error",
      level: "error",
      requestId,
      method: request.method,
      path,
      status,
      ...errorFacts(error),
      ...causeFacts(error),
    });
  return respondJson(requestId, status, body, retryHeader(body));
}

/** One line for each request. The path has ids and slugs only; the query string may hold text and is left out. */
export function logRequest(request: Request, requestId: string, status: number, startedMs: number): void {
  const ms = Date.now() - startedMs;
  log({ event: "http.request", requestId, method: request.method, path: routeOf(request), status, ms });
}

function baseHeaders(requestId: string): Record<string, string> {
  return {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
  };
}

function routeOf(request: Request): string {
  return new URL(request.url).pathname.replace(/^(\/api\/(?:invitations|unsubscribe)\/)[^/]+/, "$1:token");
}

function causeFacts(error: unknown): { causeName?: string; causeCode?: string } {
  if (!(error instanceof Error) || error.cause === undefined) return {};
  const { errorName, errorCode } = errorFacts(error.cause);
  return { causeName: errorName, ...(errorCode === undefined ? {} : { causeCode: errorCode }) };
}
