import type { Ctx } from "@/lib/access/ctx";

/** A file to save: never shown in the page, never kept on the way. */
export function fileResponse(
  ctx: Pick<Ctx, "requestId">,
  name: string,
  type: string,
  body: string | ReadableStream<Uint8Array>,
): Response {
  return new Response(body, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": ctx.requestId,
    },
  });
}
