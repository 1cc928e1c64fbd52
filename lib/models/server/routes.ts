import { Hono } from "hono";
import { jwtVerify } from "jose";
import { parseEnv, type Env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { MODELS_AUDIENCE } from "../core/installed";
import { modelLayer } from "./model-layer";

type App = { Bindings: object; Variables: { requestId: string } };

/** GET /internal/models: what the web Worker cannot know, since providers are set up where calls are made. */
export const modelRoutes = new Hono<App>().get("/", async (c) => {
  await requireInstallation(parseEnv(c.env), c.req.header("authorization"));
  const headers = { "cache-control": "no-store", "x-request-id": c.var.requestId };
  return c.json({ models: modelLayer(c.env).registry.entries }, 200, headers);
});

async function requireInstallation(env: Env, header: string | undefined): Promise<void> {
  const refused = new AppError("unauthenticated", "This address is for the installation itself.");
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? "")?.[1];
  if (token === undefined) throw refused;
  try {
    const wanted = {
      algorithms: ["HS256"],
      audience: MODELS_AUDIENCE,
      requiredClaims: ["exp"],
      maxTokenAge: "1 minute",
    };
    await jwtVerify(token, new TextEncoder().encode(env.INTERNAL_SECRET), wanted);
  } catch {
    throw refused;
  }
}
