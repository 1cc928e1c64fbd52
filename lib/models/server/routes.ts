import { Hono } from "hono";
import { requireInstallation } from "@/lib/http/installation-token";
import { parseEnv } from "@/lib/platform/env";
import { MODELS_AUDIENCE } from "../core/installed";
import { modelLayer } from "./model-layer";

type App = { Bindings: object; Variables: { requestId: string } };

/** GET /internal/models: what the web Worker cannot know, since providers are set up where calls are made. */
export const modelRoutes = new Hono<App>().get("/", async (c) => {
  await requireInstallation(parseEnv(c.env), c.req.header("authorization"), MODELS_AUDIENCE);
  const headers = { "cache-control": "no-store", "x-request-id": c.var.requestId };
  return c.json({ models: modelLayer(c.env).registry.entries }, 200, headers);
});
