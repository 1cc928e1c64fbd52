import { meterHeaders } from "@/lib/quotas/server/meter-headers";
import { chatRequest } from "@/lib/models/protocol";
import { overOf, type CallAnswer } from "@/lib/models/server/call";
import type { Reserved } from "@/lib/models/server/metered";
import { chatBound } from "@/lib/models/core/bounds";
import { ApiFailure } from "../errors";
import { metered, planOf } from "../metered";
import { keyDoor } from "../principal";
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
      const called = await metered<CallAnswer>(c, who, {
        ...{ scope: "chat", stream: body.stream === true, user: body.user, tags, over: overOf },
        plan: ({ policy, key }) =>
          planOf(deps.models.route({ request: body, entries, policy, keyModels: key.models, tags }), (route) =>
            chatBound(body, route),
          ),
        call: (route, signal) => deps.models.call(c.env, { request: body, route, signal, requestId }),
      });
      return answerOf(c, called);
    },
  ),
];

function answerOf(c: ApiContext, { view, route, answer }: { answer: CallAnswer } & Reserved): Response {
  if (answer.status === "failed") throw new ApiFailure(answer.failure);
  const headers = {
    ...meterHeaders(view),
    "x-parlor-model": answer.model.id,
    "x-parlor-route": headerText(route.reason),
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
