import { parseEnv } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { Breakers } from "./breakers";
import { TIMEOUTS } from "./deadline";
import { createRegistry, type Registry } from "./registry";
import type { CallDeps } from "./try-chain";
import type { Fetch } from "./wire-upstream";

/** The models of an installation, and what calling them needs. */
export type ModelLayer = CallDeps & { registry: Registry };

const layers = new WeakMap<object, ModelLayer>();
/** Shared by the Worker and the objects of one isolate, each of which has bindings of its own. */
const breakers = new Breakers();

/**
 * The model layer of a Worker or an object, made once for its bindings.
 * @throws AppError `unavailable` when the environment is not valid.
 */
export function modelLayer(bindings: object): ModelLayer {
  const known = layers.get(bindings);
  if (known) return known;
  const binding = "AI" in bindings && typeof bindings.AI === "object" ? (bindings.AI as Ai | null) : null;
  const layer: ModelLayer = {
    registry: createRegistry(parseEnv(bindings), binding, outsideOf(bindings)),
    breakers,
    timeouts: TIMEOUTS,
    now: () => Date.now(),
    random: () => Math.random(),
    sleep,
    note: ({ model, provider, outcome, status, ms }, requestId) => {
      if (outcome !== "ok" && outcome !== "aborted")
        log({ event: "models.attempt_failed", level: "warn", model, provider, outcome, status, ms, requestId });
    },
  };
  layers.set(bindings, layer);
  return layer;
}

/** The local runtime binds the network itself, which saves each call a Worker on its way; elsewhere `fetch` is that. */
function outsideOf(bindings: object): Fetch | undefined {
  if (!("OUTSIDE" in bindings)) return undefined;
  const outside = bindings.OUTSIDE as Fetcher;
  return (url, init) => outside.fetch(url, init);
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
