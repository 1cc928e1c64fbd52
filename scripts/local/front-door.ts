import { join } from "node:path";
import type { V4WorkerOptions } from "miniflare";

/** The entry of the realtime Worker that the local port belongs to. */
const ENTRY = "front";

/**
 * The module that is the realtime Worker's main one in place of its own, which it adds an entry to: requests of the API are
 * answered there, as routes would lead them; all others are the web Worker's.
 */
export const FRONT_DOOR = `
import realtime from "./worker.js";
export * from "./worker.js";
export default realtime;

const OF_API = /^[a-z]+:\\/\\/[^/?#]+\\/v1(?:[/?#]|$)/;

export const ${ENTRY} = {
  fetch(request, env, ctx) {
    const isSecure = request.headers.get("x-forwarded-proto") === "https";
    if (OF_API.test(request.url)) return realtime.fetch(isSecure ? asHttps(request) : request, env, ctx);
    const asked = isSecure ? asHttps(request) : new Request(request);
    // The one address that callers of this port have. The API asks for none.
    asked.headers.set("cf-connecting-ip", "127.0.0.1");
    return env.WEB.fetch(asked);
  },
};

/** With the scheme that a proxy in front says it was asked by. */
function asHttps(request) {
  return new Request(request.url.replace(/^http:/, "https:"), request);
}
`;

/**
 * The realtime Worker with the local port. Miniflare would put three Workers of its own before ours (its entry and two of
 * the static files), and a front Worker of ours was a fourth: each costs every call of the API a turn of JavaScript and a
 * hop that no deployment has.
 * @param folder of the realtime Worker's own module, worker.js
 * @param web the name of the web Worker
 */
export function withFrontDoor(
  worker: V4WorkerOptions,
  { folder, port, web }: { folder: string; port: number; web: string },
): V4WorkerOptions {
  return {
    ...worker,
    modules: [
      { type: "ESModule", path: join(folder, "front.js"), contents: FRONT_DOOR },
      { type: "ESModule", path: join(folder, "worker.js") },
    ],
    serviceBindings: { ...worker.serviceBindings, WEB: web },
    unsafeDirectSockets: [{ host: "127.0.0.1", port, entrypoint: ENTRY }],
  };
}
