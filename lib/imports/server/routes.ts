import { Hono, type Context } from "hono";
import { jwtVerify } from "jose";
import type * as z from "zod/mini";
import { authDb, tenantDb } from "@/db/client";
import { findTenantBySlug } from "@/db/queries/auth";
import { parseInput } from "@/lib/http/parse-input";
import { readJson } from "@/lib/http/read-json";
import { parseEnv, type Env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { objectsOf, type ObjectBindings } from "@/lib/rooms/server/objects";
import {
  finishRoom,
  IMPORT_AUDIENCE,
  IMPORT_LIMITS,
  importEvents,
  importPeople,
  importRoom,
  openImport,
} from "../protocol";
import { appendEvents } from "./append-events";
import { createImportedRoom } from "./create-imported-room";
import { finishImportedRoom } from "./finish-imported-room";
import type { ImportCtx } from "./import-ctx";
import { namePeople } from "./name-people";
import { startImport } from "./start-import";

type App = { Bindings: ObjectBindings; Variables: { requestId: string } };

/** POST /internal/import/:tenant/<step>, for the realtime Worker to mount. Errors are thrown; the Worker shapes them. */
export const importRoutes = new Hono<App>();

importRoutes.post("/:tenant/open", step(openImport, startImport));
importRoutes.post("/:tenant/people", step(importPeople, namePeople));
importRoutes.post("/:tenant/room", step(importRoom, createImportedRoom));
importRoutes.post("/:tenant/events", step(importEvents, appendEvents));
importRoutes.post("/:tenant/finish", step(finishRoom, finishImportedRoom));

function step<S extends z.ZodMiniType, O extends object>(
  input: S,
  run: (ctx: ImportCtx, input: z.output<S>) => Promise<O>,
) {
  return async (c: Context<App, "/:tenant/:step">): Promise<Response> => {
    const env = parseEnv(c.env);
    const slug = c.req.param("tenant");
    await requireOperator(env, c.req.header("authorization"), slug);
    const tenant = await findTenantBySlug(authDb(env), slug);
    if (!tenant) throw new AppError("not_found", "There is no such tenant.", { param: "tenant" });
    const { tenantId } = tenant;
    const { requestId } = c.var;
    const ctx: ImportCtx = { requestId, tenantId, env, db: tenantDb(env, tenantId), objects: objectsOf(c.env) };
    const { value } = await readJson(c.req.raw, IMPORT_LIMITS.bodyBytesMax);
    const answer = await run(ctx, parseInput(input, value));
    return c.json(answer, 200, { "cache-control": "no-store", "x-request-id": requestId });
  };
}

/** The operator's own tools hold the installation's secret; a token is good for one tenant and minutes. */
async function requireOperator(env: Env, header: string | undefined, slug: string): Promise<void> {
  const refused = new AppError("unauthenticated", "This address is for the installation's own tools.");
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? "")?.[1];
  if (token === undefined) throw refused;
  try {
    await jwtVerify(token, new TextEncoder().encode(env.INTERNAL_SECRET), {
      algorithms: ["HS256"],
      audience: IMPORT_AUDIENCE,
      subject: slug,
      requiredClaims: ["exp"],
      maxTokenAge: "10 minutes",
    });
  } catch {
    throw refused;
  }
}
