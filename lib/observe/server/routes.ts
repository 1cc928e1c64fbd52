import { createHash, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { requireInstallation } from "@/lib/http/installation-token";
import { parseInput } from "@/lib/http/parse-input";
import { readJson } from "@/lib/http/read-json";
import { modelLayer } from "@/lib/models/server/model-layer";
import { parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { errorFacts, log } from "@/lib/platform/log";
import { Buckets } from "@/lib/rooms/core/rate";
import { exposition, EXPOSITION_TYPE } from "../core/exposition";
import { metricsOf } from "../core/metrics";
import { errorLine, type ErrorLine } from "../core/error-line";
import { OBSERVE_AUDIENCE } from "../core/installed";
import type { BreakerView, InstallationView } from "../protocol";
import { installationOf } from "./objects";

type Bindings = Parameters<typeof installationOf>[0];
type App = { Bindings: Bindings; Variables: { requestId: string } };

const ERROR_BYTES_MAX = 16_384;

/** A scraper asks every few seconds at most; who guesses spends from a bucket of their own and takes nothing from it. */
const SCRAPES = new Buckets<"good" | "bad">({ burst: 20, perSecond: 1 });
const BEARER = /^Bearer +(\S+) *$/i;

/** GET /metrics: Prometheus' text format, for whoever has METRICS_TOKEN. */
export const metricsRoutes = new Hono<App>().get("/", async (c) => {
  const { METRICS_TOKEN: secret } = parseEnv(c.env);
  if (secret === undefined) throw new AppError("not_found", "There is nothing at this address.");
  const now = Date.now();
  const sent = BEARER.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
  const good = isSame(sent, secret);
  const retryAfterMs = SCRAPES.spend(good ? "good" : "bad", now);
  if (retryAfterMs > 0) throw new AppError("rate_limited", "Too many requests.", { retryAfterMs });
  if (!good) throw new AppError("unauthenticated", "Send the installation's METRICS_TOKEN as a bearer token.");
  const text = exposition(metricsOf(await readInstallation(c.env), now));
  const headers = {
    "content-type": EXPOSITION_TYPE,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": c.var.requestId,
  };
  return c.body(text, 200, headers);
});

/**
 * GET /internal/observe: the same figures for the pages of operators. POST /internal/observe/errors: an error of the web
 * Worker, which has no way out of its own.
 */
export const observeRoutes = (report: (line: ErrorLine) => void) =>
  new Hono<App>()
    .use(async (c, next) => {
      await requireInstallation(parseEnv(c.env), c.req.header("authorization"), OBSERVE_AUDIENCE);
      await next();
    })
    .get("/", async (c) => {
      const headers = { "cache-control": "no-store", "x-request-id": c.var.requestId };
      return c.json(await readInstallation(c.env), 200, headers);
    })
    .post("/errors", async (c) => {
      report(parseInput(errorLine, (await readJson(c.req.raw, ERROR_BYTES_MAX)).value));
      return c.body(null, 204, { "x-request-id": c.var.requestId });
    });

async function readInstallation(bindings: Bindings): Promise<InstallationView> {
  return { installation: await installationOf(bindings).read(), breakers: readBreakers(bindings) };
}

/** None where providers are set up wrong: that is told where models are called, and the rest is true all the same. */
function readBreakers(bindings: Bindings): BreakerView[] {
  try {
    const { breakers, registry } = modelLayer(bindings);
    const providers = new Map(registry.entries.map(({ id, provider }) => [id, provider]));
    return breakers.all().map(([model, { state }]) => ({ model, provider: providers.get(model) ?? "", state }));
  } catch (error) {
    log({ event: "metrics.breakers_failed", level: "warn", ...errorFacts(error) });
    return [];
  }
}

/** In a time that tells nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
