import "./begin";
import { Hono } from "hono";
import { createApi } from "@/api/app";
import { liveDeps } from "@/api/live";
import { visitOf } from "@/lib/assistant/server/objects";
import { demoRoutes } from "@/lib/assistant/server/demo-routes";
import { embedRoutes } from "@/lib/assistant/server/routes";
import { emojiRoutes } from "@/lib/emoji/server/routes";
import { fileRoutes } from "@/lib/files/server/routes";
import { knowledgeRoutes } from "@/lib/knowledge/server/routes";
import { importRoutes } from "@/lib/imports/server/routes";
import { modelRoutes } from "@/lib/models/server/routes";
import { metricsRoutes, observeRoutes } from "@/lib/observe/server/routes";
import { toolActRoutes } from "@/lib/tools/server/routes";
import { AppError } from "@/lib/platform/errors";
import { parseEnv } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { addToLogContext, inLogContext } from "@/lib/platform/log-context";
import { joinTrace, TRACE_HEADER } from "@/lib/platform/trace";
import { takesTrace, traced } from "@/lib/platform/trace-calls";
import { objectName } from "@/lib/rooms/server/objects";
import { toolDepsOf } from "./conversation/tool-deps";
import { workerEgress } from "./egress";
import { reportError } from "./error-hook";
import { errorResponse } from "./http";
import { proveUpgrade } from "./socket-door";
import { proveVisitorUpgrade } from "./visitor-door";
import { admissionRequest } from "./admission-header";
import { visitRequest } from "@/lib/assistant/server/visit-request";
import { sweep } from "./sweep";

import { ChatRoom } from "./chat-room";
import { Conversation } from "./conversation";
import { EvaluationRun } from "./evaluation-run";
import { Inbox } from "./inbox";
import { Installation } from "./installation";
import { KnowledgeIndex } from "./knowledge-index";
import { Meter } from "./meter";
import { OutboxRegistry } from "./outbox-registry";
import { Presence } from "./presence";
import { Trial } from "./trial";
import { Visit } from "./visit";
import { VisitGate } from "./visit-gate";

const OBJECTS = [
  ...[ChatRoom, Conversation, EvaluationRun, Inbox, KnowledgeIndex, Meter, OutboxRegistry, Presence, Trial, Visit],
];
for (const { prototype } of OBJECTS) takesTrace(prototype);

export { ChatRoom, Conversation, EvaluationRun, Inbox, Installation, KnowledgeIndex, Meter, OutboxRegistry, Presence };
export { Trial, Visit, VisitGate };
export { CrawlSite } from "@/workflows/crawl-site";
export { IngestDocument } from "@/workflows/ingest-document";

type App = { Bindings: RealtimeEnv; Variables: { requestId: string } };

const app = new Hono<App>();

app.use(async (c, next) => {
  const requestId = newId();
  c.set("requestId", requestId);
  await inLogContext({ requestId, trace: joinTrace(c.req.header(TRACE_HEADER)) }, () => next());
});

app.get("/health", (c) =>
  c.json({ status: "ok" }, 200, { "cache-control": "no-store", "x-request-id": c.var.requestId }),
);

app.all("/ws/rooms/:roomId", async (c) => {
  const door = await proveUpgrade(c.req.raw, parseEnv(c.env), "room", Date.now());
  if (door instanceof Response) return door;
  const { claims, asked } = door;
  if (claims.aud !== "room" || claims.room !== c.req.param("roomId")) {
    throw new AppError("forbidden", "This ticket is for another room.");
  }
  addToLogContext({ tenantId: claims.tenant });
  const room = traced(c.env.CHAT_ROOM.getByName(objectName.room(claims.tenant, claims.room)));
  return room.fetch(admissionRequest("/room", { claims, asked, requestId: c.var.requestId }));
});

app.all("/ws/inbox", async (c) => {
  const door = await proveUpgrade(c.req.raw, parseEnv(c.env), "inbox", Date.now());
  if (door instanceof Response) return door;
  const { claims } = door;
  addToLogContext({ tenantId: claims.tenant });
  const inbox = traced(c.env.INBOX.getByName(objectName.inbox(claims.tenant, claims.person)));
  return inbox.fetch(admissionRequest("/inbox", { claims, asked: null, requestId: c.var.requestId }));
});

app.route("/internal/import", importRoutes);
app.route("/internal/models", modelRoutes);
app.route("/internal/observe", observeRoutes(reportError));
app.route("/metrics", metricsRoutes);
app.route("/internal/tools", toolActRoutes(toolDepsOf));
app.route("/embed", embedRoutes);
app.route("/demo", demoRoutes);

app.all("/socket/:conversation", async (c) => {
  const door = await proveVisitorUpgrade(c.req.raw, parseEnv(c.env), c.req.param("conversation"), Date.now());
  if (door instanceof Response) return door;
  return visitOf(c.env, door.tenant, door.conversation).fetch(visitRequest({ kind: "socket", claims: door }));
});

app.route("/files/emoji", emojiRoutes);
app.route(
  "/files/knowledge",
  knowledgeRoutes((env) => workerEgress(env.appOrigins)),
);
app.route("/files", fileRoutes);

app.notFound((c) => errorResponse(new AppError("not_found", "There is nothing at this address."), c.var.requestId));

app.onError((error, c) => {
  if (error instanceof AppError && (error.code === "unauthenticated" || error.code === "forbidden")) {
    log({ event: "auth.refused", requestId: c.var.requestId, code: error.code });
  } else if (!(error instanceof AppError)) {
    log({
      event: "http.error",
      level: "error",
      requestId: c.var.requestId,
      path: plainPath(c.req.path),
      ...errorFacts(error),
    });
  }
  return errorResponse(error, c.var.requestId);
});

const api = createApi(liveDeps);
/** Told apart before any router: each millisecond of the API counts. */
const OF_API = /^[a-z]+:\/\/[^/?#]+\/(?:v1|admin)(?:[/?#]|$)/;

export default {
  fetch: (request: Request, env: RealtimeEnv, ctx: ExecutionContext) =>
    OF_API.test(request.url) ? api.fetch(request, env, ctx) : app.fetch(request, env, ctx),
  async scheduled(controller, env) {
    await inLogContext({ requestId: newId(), trace: joinTrace(null) }, () => sweep(env, controller.scheduledTime));
  },
} satisfies ExportedHandler<RealtimeEnv>;

/** A file's address is a key to it: kept out of the log. */
function plainPath(path: string): string {
  return path.startsWith("/files/") ? "/files/:token" : path;
}
