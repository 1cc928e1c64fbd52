import type { EmbedAnswer } from "@/lib/models/server/embed-texts";
import { routeEmbeddings } from "@/lib/models/core/route";
import { embeddingsRequest } from "@/lib/models/protocol";
import { meterHeaders } from "@/lib/quotas/server/meter-headers";
import { embeddingsBound } from "@/lib/models/core/bounds";
import { ApiFailure } from "../errors";
import { metered, planOf } from "../metered";
import { keyDoor } from "../principal";
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
      const { answer, view } = await metered<EmbedAnswer>(c, who, {
        ...{ scope: "embeddings", stream: false, user: body.user, tags, over: ({ outcome }) => outcome },
        plan: ({ policy, key }) =>
          planOf(routeEmbeddings({ request: body, entries, policy, keyModels: key.models, tags }), (route) =>
            embeddingsBound(body, route),
          ),
        call: (route, signal) => deps.models.embed(c.env, { request: body, route, signal, requestId }),
      });
      if (answer.status === "failed") throw new ApiFailure(answer.failure);
      const headers = { ...meterHeaders(view), "x-parlor-model": answer.model.id };
      return c.json(answer.embeddings, 200, headers);
    },
  ),
];
