import { Hono } from "hono";
import { tenantDb } from "@/db/client";
import { requireOrigin } from "@/lib/http/require-origin";
import { type Env, parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { TenantId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { actOnKnowledge } from "./act-on-knowledge";
import type { KnowledgeDeps, ReadingBindings } from "./deps";
import { receiveDocument } from "./receive-document";
import { documentNotFound } from "./refusals";
import { readAct, readUpload } from "./tokens";

type App = { Bindings: ReadingBindings; Variables: { requestId: string } };

const HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** The door to a project's knowledge: `/files/knowledge/{token}`. The token is the authority, and says what may be done. */
export function knowledgeRoutes(egressOf: (env: Env) => KnowledgeDeps["egress"]) {
  const depsOf = (bindings: ReadingBindings, env: Env, tenant: TenantId): KnowledgeDeps => ({
    bindings,
    env,
    db: tenantDb(env, tenant),
    egress: egressOf(env),
    now: () => Date.now(),
  });
  return new Hono<App>()
    .put("/:token", async (c) => {
      const env = parseEnv(c.env);
      requireOrigin(c.req.raw, env.appOrigins);
      const claims = readUpload(env.TICKET_SECRET, c.req.param("token"), Date.now());
      if (!claims) throw documentNotFound();
      const answer = await receiveDocument(depsOf(c.env, env, claims.tenant), claims, c.req.raw);
      log({ event: "file.request", requestId: c.var.requestId, method: "PUT", status: 200, bytes: claims.size });
      return c.json(answer, 200, HEADERS);
    })
    .post("/:token", async (c) => {
      const env = parseEnv(c.env);
      requireOrigin(c.req.raw, env.appOrigins);
      const claims = readAct(env.TICKET_SECRET, c.req.param("token"), Date.now());
      if (!claims) throw documentNotFound();
      return c.json(await actOnKnowledge(depsOf(c.env, env, claims.tenant), claims), 200, HEADERS);
    })
    .all("/:token", () => {
      throw new AppError("method_not_allowed", "A document is sent with PUT.");
    });
}
