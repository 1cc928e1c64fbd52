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
import { AppError } from "@/lib/platform/errors";
import { parseEnv } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { objectName } from "@/lib/rooms/server/objects";
import { workerEgress } from "./egress";
import { errorResponse } from "./http";
import { proveUpgrade } from "./socket-door";
import { proveVisitorUpgrade } from "./visitor-door";
import { admissionRequest } from "./admission-header";
import { visitRequest } from "@/lib/assistant/server/visit-request";
import { sweep } from "./sweep";

export { ChatRoom } from "./chat-room";
export { Conversation } from "./conversation";
export { EvaluationRun } from "./evaluation-run";
export { Inbox } from "./inbox";
export { KnowledgeIndex } from "./knowledge-index";
export { Meter } from "./meter";
export { OutboxRegistry } from "./outbox-registry";
export { Presence } from "./presence";
export { Trial } from "./trial";
export { Visit } from "./visit";
export { VisitGate } from "./visit-gate";
export { CrawlSite } from "@/workflows/crawl-site";
export { IngestDocument } from "@/workflows/ingest-document";

type App = { Bindings: RealtimeEnv; Variables: { requestId: string } };

const app = new Hono<App>();

app.use(async (c, next) => {
  c.set("requestId", newId());
  await next();
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
  const room = c.env.CHAT_ROOM.getByName(objectName.room(claims.tenant, claims.room));
  return room.fetch(admissionRequest("/room", { claims, asked, requestId: c.var.requestId }));
});

app.all("/ws/inbox", async (c) => {
  const door = await proveUpgrade(c.req.raw, parseEnv(c.env), "inbox", Date.now());
  if (door instanceof Response) return door;
  const { claims } = door;
  const inbox = c.env.INBOX.getByName(objectName.inbox(claims.tenant, claims.person));
  return inbox.fetch(admissionRequest("/inbox", { claims, asked: null, requestId: c.var.requestId }));
});

app.route("/internal/import", importRoutes);
app.route("/internal/models", modelRoutes);
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
    await sweep(env, controller.scheduledTime);
  },
} satisfies ExportedHandler<RealtimeEnv>;

/** A file's address is a key to it: kept out of the log. */
function plainPath(path: string): string {
  return path.startsWith("/files/") ? "/files/:token" : path;
}
