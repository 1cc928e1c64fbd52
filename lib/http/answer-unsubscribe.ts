import { webRuntime } from "@/lib/access/server/web-bindings";
import { stopDigest } from "@/lib/notify/server/stop-digest";
import { objectsOf } from "@/lib/rooms/server/objects";
import { requestIdOf } from "./request-id";
import { logRequest, respondError, respondJson } from "./respond";
import type { RouteContext } from "./route";

/**
 * What a mail program posts to (RFC 8058), and our own page. It has no session and comes from no page of ours, so Origin
 * says nothing: the signed token is all that counts, and all that it can do.
 */
export async function answerUnsubscribe(request: Request, { params }: RouteContext): Promise<Response> {
  const requestId = requestIdOf(request);
  const startedMs = Date.now();
  const token = String((await params)?.token ?? "");
  const response = await stop(token).then(
    () => (isFromPage(request) ? backTo(token, requestId) : respondJson(requestId, 200, { digest: "off" })),
    (error: unknown) => respondError(request, requestId, error),
  );
  logRequest(request, requestId, response.status, startedMs);
  return response;
}

function stop(token: string): Promise<void> {
  const { env, bindings } = webRuntime();
  return stopDigest(env, objectsOf(bindings), token, Date.now());
}

function isFromPage(request: Request): boolean {
  return new URL(request.url).searchParams.get("from") === "page";
}

/** The page says how it stands now. */
function backTo(token: string, requestId: string): Response {
  const headers = { location: `/unsubscribe/${token}`, "cache-control": "no-store", "x-request-id": requestId };
  return new Response(null, { status: 303, headers });
}
