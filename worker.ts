/**
 * The web Worker's entry: decides who answers before Next is loaded, and puts the security headers on what Next says.
 * A WebSocket cannot pass through a Next route handler, so realtime paths go to their Worker whole.
 */
import openNext from "open-next-worker";
import { doorOf, internalHeaders, PATH_HEADER } from "@/lib/http/front-door";
import { contentPolicy, newNonce, setPageHeaders, socketOriginsFor } from "@/lib/http/page-headers";
import { joinTrace, TRACE_HEADER, traceHeader } from "@/lib/platform/trace";

export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    switch (doorOf(url.pathname, url.search)) {
      case "blocked":
        return new Response("Not found", {
          status: 404,
          headers: { "content-type": "text/plain", "x-content-type-options": "nosniff" },
        });
      case "realtime":
        return env.REALTIME.fetch(withTrace(request));
      case "app":
        return answerFromNext(request, url, env, ctx);
    }
  },
} satisfies ExportedHandler<WebEnv>;

/** Next finds the nonce in the policy of the request it is given, and puts it on its own scripts. */
async function answerFromNext(request: Request, url: URL, env: WebEnv, ctx: ExecutionContext): Promise<Response> {
  const realtimeOrigin =
    "REALTIME_ORIGIN" in env && typeof env.REALTIME_ORIGIN === "string" ? env.REALTIME_ORIGIN : undefined;
  const policy = contentPolicy(newNonce(), socketOriginsFor(url, realtimeOrigin));
  const headers = new Headers(request.headers);
  for (const name of internalHeaders(headers)) headers.delete(name);
  headers.set("content-security-policy", policy);
  headers.set(PATH_HEADER, pathOf(url));
  headers.set(TRACE_HEADER, traceHeader(joinTrace(headers.get(TRACE_HEADER))));
  const answer = await openNext.fetch(new Request(request, { headers }), env, ctx);
  const response = new Response(answer.body, answer);
  setPageHeaders(response.headers, { url, policy });
  return response;
}

/** The same request, as a step of its trace. */
function withTrace(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.set(TRACE_HEADER, traceHeader(joinTrace(headers.get(TRACE_HEADER))));
  return new Request(request, { headers });
}

/** The address in the browser's bar: Next's own parameter is not part of it. */
function pathOf(url: URL): string {
  const search = new URLSearchParams(url.search);
  search.delete("_rsc");
  return search.size > 0 ? `${url.pathname}?${search}` : url.pathname;
}
