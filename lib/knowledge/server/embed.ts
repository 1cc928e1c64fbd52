import { embeddingsBound } from "@/lib/models/core/bounds";
import { routeEmbeddings } from "@/lib/models/core/route";
import { type EmbedAnswer, embedTexts } from "@/lib/models/server/embed-texts";
import { metered } from "@/lib/models/server/metered";
import { modelLayer } from "@/lib/models/server/model-layer";
import { parseEnv } from "@/lib/platform/env";
import { newId, type ProjectId, type TenantId } from "@/lib/platform/ids";
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
  const meter = objectsOf(bindings).meter(tenantId);
  const proof = await projectProof(parseEnv(bindings), tenantId, projectId);
  const known = await meter.identify(proof);
  if (known.status !== "known") return null;
  const { entries } = layer.registry;
  const { models: keyModels } = known.key;
  const request = { input: texts, model: "auto" };
  const requestId = newId();
  const answer = await metered<EmbedAnswer>(
    { meter, now: Date.now, keep },
    {
      ...{ proof, policy: known.policy, requestId, signal },
      ...{ scope: "embeddings", stream: false, userHash: null, tags: [], sessionId: null },
      plan: (policy) => {
        const routed = routeEmbeddings({ request, entries, policy, keyModels, tags: [] });
        if (routed.status === "refused") return { status: "failed", failure: routed.failure };
        return { status: "planned", route: routed.decision, bound: embeddingsBound(request, routed.decision) };
      },
      call: (route, stop) => embedTexts(layer, { request, route, signal: stop, requestId }),
      over: ({ outcome }) => outcome,
    },
  );
  return answer.status === "called" ? vectorsOf(answer.answer) : null;
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
