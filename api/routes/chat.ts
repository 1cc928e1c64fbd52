import { meterHeaders } from "@/lib/quotas/server/meter-headers";
import { chatRequest } from "@/lib/models/protocol";
import type { CallAnswer, RouteDecision } from "@/lib/models/server/call";
import { chatBound } from "@/lib/models/core/bounds";
import { ApiFailure } from "../errors";
import { admit, hashUser, settleWhenOver, type Admitted, type CallFacts } from "../metered";
import { keyDoor, type Principal } from "../principal";
import { tableRoute, type ApiContext } from "../route";
import { chatChunk, chatCompletion } from "../schemas";
import { readTags } from "../tags";

/** `POST /v1/chat/completions`, as OpenAI defines it. Nothing on its way to the first token asks Postgres. */
export const chatRoutes = [
  tableRoute(
    keyDoor("chat", { reserves: true }),
    {
      method: "post",
      path: "/v1/chat/completions",
      tag: "Chat",
      summary: "Create a chat completion",
      description:
        "As OpenAI defines it. Without `model`, or with `auto`, `small` or `large`, Parlor chooses one; `x-parlor-model` and `x-parlor-route` say which and why. Members that Parlor does not know are passed on to the provider.",
      body: chatRequest.meta({ id: "ChatRequest" }),
      answers: {
        200: {
          description: "The completion, or with `stream: true` its chunks as Server-Sent Events.",
          schema: chatCompletion,
          event: chatChunk,
        },
      },
    },
    async ({ c, who, body }) => {
      const { deps, requestId } = c.var;
      const tags = readTags(c.req.header("x-parlor-tags"));
      const entries = deps.models.entries(c.env);
      const planFor = ({ policy, key }: Principal) => {
        const routed = deps.models.route({ request: body, entries, policy, keyModels: key.models, tags });
        if (routed.status === "refused") throw new ApiFailure(routed.failure);
        const { decision } = routed;
        return { choice: decision, model: decision.chain[0]?.id ?? "", ...chatBound(body, decision) };
      };
      const ask = { scope: "chat" as const, stream: body.stream === true, userHash: hashUser(who, body.user) };
      const admitted = await admit(c, who, ask, planFor);
      const route = admitted.plan.choice;
      const facts: CallFacts = { kind: "chat", route, tags, calledMs: deps.now() };
      const calling = deps.models.call(c.env, { request: body, route, signal: c.req.raw.signal, requestId });
      settleWhenOver(
        c,
        admitted,
        facts,
        calling.then((answer) => (answer.status === "stream" ? answer.over : answer.outcome)),
      );
      return answerOf(c, admitted, await calling);
    },
  ),
];

function answerOf(c: ApiContext, { view, plan }: Admitted<RouteDecision>, answer: CallAnswer): Response {
  if (answer.status === "failed") throw new ApiFailure(answer.failure);
  const headers = {
    ...meterHeaders(view),
    "x-parlor-model": answer.model.id,
    "x-parlor-route": headerText(plan.choice.reason),
  };
  if (answer.status === "answer") return c.json(answer.completion, 200, headers);
  return new Response(answer.body, {
    headers: { ...headers, "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
  });
}

/** Header values are printable ASCII. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 512);
}
