import { routeEmbeddings } from "@/lib/models/core/route";
import { embeddingsRequest } from "@/lib/models/protocol";
import { meterHeaders } from "@/lib/quotas/server/meter-headers";
import { embeddingsBound } from "@/lib/models/core/bounds";
import { ApiFailure } from "../errors";
import { admit, hashUser, settleWhenOver } from "../metered";
import { keyDoor, type Principal } from "../principal";
import { tableRoute } from "../route";
import { embeddingsList } from "../schemas";
import { readTags } from "../tags";

/** `POST /v1/embeddings`, as OpenAI defines it. */
export const embeddingsRoutes = [
  tableRoute(
    keyDoor("embeddings", { reserves: true }),
    {
      method: "post",
      path: "/v1/embeddings",
      tag: "Embeddings",
      summary: "Create embeddings",
      body: embeddingsRequest.meta({ id: "EmbeddingsRequest" }),
      answers: { 200: { description: "One vector for each input, in their order.", schema: embeddingsList } },
    },
    async ({ c, who, body }) => {
      const { deps, requestId } = c.var;
      const tags = readTags(c.req.header("x-parlor-tags"));
      const entries = deps.models.entries(c.env);
      const planFor = ({ policy, key }: Principal) => {
        const routed = routeEmbeddings({ request: body, entries, policy, keyModels: key.models, tags });
        if (routed.status === "refused") throw new ApiFailure(routed.failure);
        const { decision } = routed;
        return { choice: decision, model: decision.chain[0]?.id ?? "", ...embeddingsBound(body, decision) };
      };
      const ask = { scope: "embeddings" as const, stream: false, userHash: hashUser(who, body.user) };
      const admitted = await admit(c, who, ask, planFor);
      const route = admitted.plan.choice;
      const facts = { kind: "embeddings" as const, route, tags, calledMs: deps.now() };
      const embedding = deps.models.embed(c.env, { request: body, route, signal: c.req.raw.signal, requestId });
      settleWhenOver(
        c,
        admitted,
        facts,
        embedding.then(({ outcome }) => outcome),
      );
      const answer = await embedding;
      if (answer.status === "failed") throw new ApiFailure(answer.failure);
      const headers = { ...meterHeaders(admitted.view), "x-parlor-model": answer.model.id };
      return c.json(answer.embeddings, 200, headers);
    },
  ),
];
