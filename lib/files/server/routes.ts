import { Hono } from "hono";
import { tenantDb } from "@/db/client";
import { requireOrigin } from "@/lib/http/require-origin";
import { parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { TenantId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { objectsOf, type ObjectBindings } from "@/lib/rooms/server/objects";
import { fileNotFound } from "./info";
import { type FileDeps, receiveUpload } from "./receive-upload";
import { serveFile } from "./serve-file";
import type { FileBindings } from "./storage";
import { readLink, readUpload } from "./tokens";

type App = { Bindings: FileBindings & ObjectBindings; Variables: { requestId: string } };

/**
 * The door for bytes: `/files/{token}`. Next never sees them, so they are neither copied nor held in memory. The token
 * is the authority, and says for whom, for which file and how long.
 */
export const fileRoutes = new Hono<App>()
  .put("/:token", async (c) => {
    const env = parseEnv(c.env);
    requireOrigin(c.req.raw, env.appOrigins);
    const claims = readUpload(env.TICKET_SECRET, c.req.param("token"), Date.now());
    if (!claims) throw fileNotFound();
    const uploaded = await receiveUpload(depsOf(c.env, claims.tenant), claims, c.req.raw);
    log({ event: "file.request", requestId: c.var.requestId, method: "PUT", status: 200, bytes: uploaded.file.size });
    return c.json(uploaded, 200, { "cache-control": "no-store", "x-content-type-options": "nosniff" });
  })
  .get("/:token", async (c) => {
    const env = parseEnv(c.env);
    requireOrigin(c.req.raw, env.appOrigins);
    const claims = readLink(env.TICKET_SECRET, c.req.param("token"), Date.now());
    if (!claims) throw fileNotFound();
    const answer = await serveFile(depsOf(c.env, claims.tenant), claims, c.req.raw);
    log({ event: "file.request", requestId: c.var.requestId, method: "GET", status: answer.status });
    return answer;
  })
  .all("/:token", () => {
    throw new AppError("method_not_allowed", "A file is sent with PUT and read with GET.");
  });

function depsOf(bindings: App["Bindings"], tenant: TenantId): FileDeps {
  const env = parseEnv(bindings);
  return { bindings, env, objects: objectsOf(bindings), db: tenantDb(env, tenant), now: Date.now };
}
