import { getCloudflareContext } from "@opennextjs/cloudflare";
import type { MailBindings } from "@/lib/mail/mailer";
import { parseEnv, type Env } from "@/lib/platform/env";
import type { ObjectBindings } from "@/lib/rooms/server/objects";

/** What the web Worker's requests need of its bindings. */
export type WebBindings = ObjectBindings & MailBindings & { REALTIME: RealtimeDoor };

/** The realtime Worker, asked directly: for the bytes that lie there. */
export interface RealtimeDoor {
  fetch(request: Request): Promise<Response>;
}

export interface WebRuntime {
  bindings: WebBindings;
  env: Env;
  /** Lets work finish after the answer. */
  waitUntil(work: Promise<unknown>): void;
}

/** The bindings of the request being answered. Throws outside a request: nothing of it may live at module level. */
export function webRuntime(): WebRuntime {
  const { env: bindings, ctx } = getCloudflareContext();
  return { bindings, env: parseEnv(bindings), waitUntil: (work) => ctx.waitUntil(work) };
}

/** The parsed variables of the request being answered. */
export function webEnv(): Env {
  return webRuntime().env;
}
