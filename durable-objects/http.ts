import { retryHeader, toErrorBody } from "@/lib/platform/errors";

/** An error as an HTTP answer, in the one error shape. */
export function errorResponse(error: unknown, requestId: string): Response {
  const { status, body } = toErrorBody(error, requestId);
  return Response.json(body, {
    status,
    headers: { "cache-control": "no-store", "x-request-id": requestId, ...retryHeader(body) },
  });
}
