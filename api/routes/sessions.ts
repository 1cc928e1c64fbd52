import * as z from "zod";
import { tenantDb } from "@/db/client";
import { parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { SessionId } from "@/lib/platform/ids";
import { meterHeaders } from "@/lib/quotas/server/meter-headers";
import type { Done } from "@/lib/rooms/server/objects";
import { messagesQuery, sessionCreate, sessionPost, sessionsQuery } from "@/lib/sessions/protocol";
import { createSession } from "@/lib/sessions/server/create-session";
import { listSessions } from "@/lib/sessions/server/list-sessions";
import { type AnswerFacts, conversationOf, type ConversationRpc, type PostAnswer } from "@/lib/sessions/server/objects";
import { ApiFailure, ApiRefusal } from "../errors";
import { idempotencyMark } from "../idempotency";
import { keyDoor, type Principal } from "../principal";
import { type ApiContext, tableRoute } from "../route";
import { chatChunk } from "../schemas";
import { deletedView, messageList, sessionAnswer, sessionList, sessionView } from "../session-schemas";

const door = keyDoor("sessions");
const params = z.object({ id: z.uuid().meta({ description: "The session." }) });
const tag = "Sessions";

/** `/v1/sessions*`: conversations whose turns the server keeps. A session belongs to the organisation, not to one key. */
export const sessionRoutes = [
  tableRoute(
    door,
    {
      method: "get",
      path: "/v1/sessions",
      tag,
      summary: "List sessions",
      description: "Newest first. `next_cursor` leads on; `user` narrows the list to one of your users.",
      query: sessionsQuery,
      answers: { 200: { description: "A page.", schema: sessionList } },
    },
    async ({ c, who, query }) => c.json(await listSessions(tenantDb(parseEnv(c.env), who.tenantId), query)),
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/sessions",
      tag,
      summary: "Create a session",
      description: "With an `Idempotency-Key` a repeat answers the same session.",
      body: sessionCreate.meta({ id: "SessionCreate" }),
      answers: { 201: { description: "The session.", schema: sessionView } },
    },
    async ({ c, who, body, bodyText }) => {
      const deps = { conversation: (id: SessionId) => conversationOf(c.env, who.tenantId, id), now: c.var.deps.now };
      const session = await createSession(deps, who, body, markOf(c, who, bodyText));
      return c.json(session, 201);
    },
  ),
  tableRoute(
    door,
    {
      method: "get",
      path: "/v1/sessions/{id}",
      tag,
      summary: "Read a session",
      params,
      answers: { 200: { description: "The session.", schema: sessionView } },
    },
    async ({ c, who, params: { id } }) => c.json(taken(await sessionOf(c, who, id).read(who.tenantId)).session),
  ),
  tableRoute(
    door,
    {
      method: "delete",
      path: "/v1/sessions/{id}",
      tag,
      summary: "Delete a session",
      description: "Ends a running answer and removes every message, for good.",
      params,
      answers: { 200: { description: "It is gone.", schema: deletedView } },
    },
    async ({ c, who, params: { id } }) => {
      taken(await sessionOf(c, who, id).delete(who.tenantId));
      return c.json({ id, deleted: true });
    },
  ),
  tableRoute(
    door,
    {
      method: "get",
      path: "/v1/sessions/{id}/messages",
      tag,
      summary: "List messages",
      description: "In order. The newest ones, those `before` a place (`seq`), or those `after` one.",
      params,
      query: messagesQuery,
      answers: { 200: { description: "A page.", schema: messageList } },
    },
    async ({ c, who, params: { id }, query }) => {
      const { messages, hasMore } = taken(await sessionOf(c, who, id).messages(who.tenantId, query));
      return c.json({ object: "list", data: messages, has_more: hasMore });
    },
  ),
  tableRoute(
    keyDoor("chat", { reserves: true }),
    {
      method: "post",
      path: "/v1/sessions/{id}/messages",
      tag,
      summary: "Send a message",
      description:
        "Answers as `/v1/chat/completions` does, in the light of the session. One answer at a time; it goes on when you go away. With an `Idempotency-Key` a repeat is told the same answer, from its beginning.",
      params,
      body: sessionPost.meta({ id: "SessionPost" }),
      answers: {
        200: {
          description: "The answer, or with `stream: true` its chunks as Server-Sent Events.",
          schema: sessionAnswer,
          event: chatChunk,
        },
      },
    },
    async ({ c, who, params: { id }, body, bodyText }) => {
      const { requestId } = c.var;
      const mark = markOf(c, who, bodyText);
      const { proof, key, policy } = who;
      const answer = await sessionOf(c, who, id).post(who.tenantId, {
        caller: { proof, key, policy },
        requestId,
        post: body,
        idempotencyKey: mark?.name ?? null,
        bodyHash: mark?.bodyHash ?? "",
      });
      return answerOf(c, answer);
    },
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/sessions/{id}/reset",
      tag,
      summary: "Reset a session",
      description: "Ends a running answer and forgets messages and summary. Settings stay, and places go on counting.",
      params,
      answers: { 200: { description: "The session.", schema: sessionView } },
    },
    async ({ c, who, params: { id } }) => c.json(taken(await sessionOf(c, who, id).reset(who.tenantId)).session),
  ),
];

function sessionOf(c: ApiContext, who: Principal, id: string): ConversationRpc {
  return conversationOf(c.env, who.tenantId, id as SessionId);
}

function markOf(c: ApiContext, who: Principal, bodyText: string): ReturnType<typeof idempotencyMark> {
  const call = { keyId: who.key.keyId, path: c.req.path, bodyText };
  return idempotencyMark(c.req.header("idempotency-key"), call);
}

function taken<T extends object>(done: Done<T>): T {
  if (done.status === "refused") throw new AppError(done.code, done.message, { ...done });
  return done;
}

function answerOf(c: ApiContext, answer: PostAnswer): Response {
  if (answer.status === "failed") throw new ApiFailure(answer.failure);
  if (answer.status === "refused") {
    const { limit, view } = answer;
    throw new ApiRefusal(new AppError(answer.code, answer.message, { ...answer }), {
      ...(limit === undefined ? {} : { metadata: { limit } }),
      ...(view ? { view } : {}),
    });
  }
  const headers = answer.facts ? headersOf(answer.facts) : {};
  if (answer.status === "answer") return c.json(answer.answer, 200, headers);
  return new Response(answer.body, {
    headers: { ...headers, "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
  });
}

function headersOf({ model, routeReason, limits }: AnswerFacts): Record<string, string> {
  return {
    ...(limits ? meterHeaders(limits) : {}),
    "x-parlor-model": model,
    "x-parlor-route": routeReason.replace(/[^\x20-\x7e]/g, "?").slice(0, 512),
  };
}
