import { embeddingsRequest } from "@/lib/models/protocol";
import { limitHeaders } from "../answer-headers";
import { admit, hashUser, NO_USAGE, settleWhenOver } from "../metered";
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
      const planFor = ({ policy, key }: Principal) => {
        const model = deps.models.embeddingsModel(c.env, { request: body, policy, key });
        return { choice: model, model: model.id, ...deps.models.embeddingsBound(body, model) };
      };
      const ask = { scope: "embeddings" as const, stream: false, userHash: hashUser(who, body.user) };
      const admitted = await admit(c, who, ask, planFor);
      const model = admitted.plan.choice;
      const facts = { kind: "embeddings" as const, routeReason: `embeddings: ${model.id}`, tags };
      const calledMs = deps.now();
      const embedded = deps.models.embed(c.env, { request: body, model, signal: c.req.raw.signal, requestId });
      const over = embedded.then(
        ({ usage, attempts }) => ({ end: "ok" as const, model, usage, firstTokenMs: null, attempts }),
        () => ({ end: "failed" as const, model, usage: NO_USAGE, firstTokenMs: null, attempts: 1 }),
      );
      settleWhenOver(c, admitted, facts, calledMs, over);
      const { body: vectors } = await embedded;
      return c.json(vectors, 200, { ...limitHeaders(admitted.view), "x-parlor-model": model.id });
    },
  ),
];
