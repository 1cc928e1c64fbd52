import { chatRequest } from "@/lib/models/protocol";
import type { CallAnswer, RouteDecision } from "@/lib/models/server/call";
import { limitHeaders } from "../answer-headers";
import { ApiFailure } from "../errors";
import { admit, endedAs, hashUser, NO_USAGE, settleWhenOver, type Admitted, type CallFacts } from "../metered";
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
      const stream = body.stream === true;
      const planFor = ({ policy, key }: Principal) => {
        const route = deps.models.route(c.env, { request: body, policy, key, tags });
        const model = route.chain[0]?.id ?? "";
        return { choice: route, model, ...deps.models.bound(body, route) };
      };
      const admitted = await admit(c, who, { scope: "chat", stream, userHash: hashUser(who, body.user) }, planFor);
      const route = admitted.plan.choice;
      const facts: CallFacts = { kind: "chat", routeReason: route.reason, tags };
      const calledMs = deps.now();
      const answer = await deps.models
        .call(c.env, { request: body, route, signal: c.req.raw.signal, requestId })
        .catch((error: unknown) => {
          settleWhenOver(c, admitted, facts, calledMs, Promise.resolve(nothingSpent(route)));
          throw error;
        });
      settleWhenOver(
        c,
        admitted,
        facts,
        calledMs,
        answer.status === "stream" ? answer.over.then(endedAs) : Promise.resolve(endedAs(answer.outcome)),
      );
      return answerOf(c, admitted, answer);
    },
  ),
];

function answerOf(c: ApiContext, { view, plan }: Admitted<RouteDecision>, answer: CallAnswer): Response {
  if (answer.status === "failed") throw new ApiFailure(answer.failure);
  const headers = {
    ...limitHeaders(view),
    "x-parlor-model": answer.model.id,
    "x-parlor-route": headerText(plan.choice.reason),
  };
  if (answer.status === "answer") return c.json(answer.completion, 200, headers);
  return new Response(answer.body, {
    headers: { ...headers, "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
  });
}

/** A call that broke before any model was asked. */
function nothingSpent({ chain }: RouteDecision) {
  const [model] = chain;
  if (!model) throw new Error("A route without a model.");
  return { end: "failed" as const, model, usage: NO_USAGE, firstTokenMs: null, attempts: 0 };
}

/** Header values are printable ASCII. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 512);
}
