import { webRuntime } from "@/lib/access/server/web-bindings";
import { installationToken } from "@/lib/http/installation-token";
import { OBSERVE_AUDIENCE } from "../core/installed";
import type { ErrorLine } from "../core/error-line";
import { ErrorLimit } from "../core/error-limit";

const limit = new ErrorLimit();

/** Hands an error of the web Worker to the realtime Worker, which has the one way out. Never throws, never waited for. */
export function handOnError(line: ErrorLine): void {
  try {
    const { bindings, env, waitUntil } = webRuntime();
    if (env.ERROR_WEBHOOK === undefined || limit.pass(line, Date.now()) === null) return;
    const send = async () => {
      const headers = {
        authorization: `Bearer ${await installationToken(env, OBSERVE_AUDIENCE)}`,
        "content-type": "application/json",
      };
      const body = JSON.stringify(line);
      const url = new URL("/internal/observe/errors", env.appOrigins[0]);
      const answer = await bindings.REALTIME.fetch(new Request(url, { method: "POST", headers, body }));
      await answer.body?.cancel();
    };
    waitUntil(send().catch(() => undefined));
  } catch {
    // Outside of a request there is nobody to hand it to: it is in the log.
  }
}
