import { embeddingsBound } from "@/lib/models/core/bounds";
import { routeEmbeddings } from "@/lib/models/core/route";
import { type EmbedAnswer, embedTexts } from "@/lib/models/server/embed-texts";
import { brokenCall, settleCall } from "@/lib/models/server/metered-call";
import { modelLayer } from "@/lib/models/server/model-layer";
import { parseEnv } from "@/lib/platform/env";
import { newId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { projectProof } from "@/lib/projects/server/project-proof";
import { objectsOf, type ObjectBindings } from "@/lib/rooms/server/objects";

export interface Embedded {
  /** Vectors of two models cannot be compared. */
  model: string;
  vectors: Float32Array[];
}

/** Where nothing is set up for vectors, words are all there is. */
export function hasEmbeddings(bindings: object): boolean {
  return modelLayer(bindings).registry.entries.some(({ kind }) => kind === "embeddings");
}

/**
 * Vectors of texts, at the tenant's cost like every other call of a project. Null when there is no model for it, the
 * Meter refuses, or the provider does not answer: retrieval goes on by words.
 */
export async function embedForProject(
  bindings: ObjectBindings,
  { tenantId, projectId }: { tenantId: TenantId; projectId: ProjectId },
  texts: string[],
  { signal, keep }: { signal: AbortSignal; keep(work: Promise<void>): void },
): Promise<Embedded | null> {
  const layer = modelLayer(bindings);
  if (!hasEmbeddings(bindings)) return null;
  const startedMs = Date.now();
  const meter = objectsOf(bindings).meter(tenantId);
  const proof = await projectProof(parseEnv(bindings), tenantId, projectId);
  const known = await meter.identify(proof);
  if (known.status !== "known") return null;
  const request = { input: texts, model: "auto" };
  const { policy, key } = known;
  const routed = routeEmbeddings({ request, entries: layer.registry.entries, policy, keyModels: key.models, tags: [] });
  if (routed.status === "refused") return null;
  const route = routed.decision;
  const reserved = await meter.reserve({
    ...proof,
    ...embeddingsBound(request, route),
    ...{ scope: "embeddings", stream: false, userHash: null },
    model: route.chain[0]?.id ?? "",
    policyVersion: policy.version,
  });
  if (reserved.status !== "reserved") return null;
  const requestId = newId();
  const calling = embedTexts(layer, { request, route, signal, requestId });
  keep(
    calling
      .then(({ outcome }) => outcome)
      .catch(() => brokenCall(route))
      .then(({ end, model, usage, cost, firstTokenMs, attempts }) =>
        settleCall(meter, {
          ...{ tenantId, reservationId: reserved.reservationId, requestId, end, usage, cost, firstTokenMs },
          ...{ kind: "embeddings", tags: [], sessionId: null, routeReason: route.reason, attempts: attempts.length },
          ...{ model: model.id, provider: model.provider, priceVersion: model.price.version },
          totalMs: Date.now() - startedMs,
        }),
      )
      .catch((error: unknown) =>
        log({ event: "api.settle_failed", level: "error", requestId, tenantId, ...errorFacts(error) }),
      ),
  );
  return vectorsOf(await calling);
}

function vectorsOf(answer: EmbedAnswer): Embedded | null {
  if (answer.status === "failed") return null;
  const vectors = answer.embeddings.data
    .toSorted((a, b) => a.index - b.index)
    .map(({ embedding }) => (typeof embedding === "string" ? null : unitVector(embedding)));
  // The same model at another provider may stand in: its vectors are the same.
  return vectors.every((vector) => vector !== null) ? { model: answer.model.upstream, vectors } : null;
}

/** Of length 1, so that a product of two is the cosine of their angle. */
export function unitVector(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
}
