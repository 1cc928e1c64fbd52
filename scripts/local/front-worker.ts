import type { V4WorkerOptions } from "miniflare";

/** Requests of the API reach the realtime Worker at once, as routes would lead them there; all others the web Worker. */
const SCRIPT = `
const OF_API = /^[a-z]+:\\/\\/[^/?#]+\\/v1(?:[/?#]|$)/;

export default {
  fetch(request, env) {
    const asked = asSeen(request);
    return (OF_API.test(asked.url) ? env.REALTIME : env.WEB).fetch(asked);
  },
};

/** With the one address that callers of this port have, and the scheme that a proxy in front says it was asked by. */
function asSeen(request) {
  const isSecure = request.headers.get("x-forwarded-proto") === "https";
  const asked = new Request(isSecure ? request.url.replace(/^http:/, "https:") : request.url, request);
  asked.headers.set("cf-connecting-ip", "127.0.0.1");
  return asked;
}
`;

/**
 * The Worker that the local port belongs to. Miniflare would put three of its own before ours (its entry and two of the
 * static files), each of which costs every call a turn of JavaScript that no deployment has.
 */
export function frontWorker(port: number, names: { web: string; realtime: string }): V4WorkerOptions {
  return {
    name: "parlor-front",
    modules: true,
    script: SCRIPT,
    compatibilityDate: "2026-11-01",
    compatibilityFlags: ["enable_request_signal"],
    serviceBindings: { WEB: names.web, REALTIME: names.realtime },
    unsafeDirectSockets: [{ host: "127.0.0.1", port }],
  };
}
