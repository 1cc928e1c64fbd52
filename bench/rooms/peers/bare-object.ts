/**
 * Peer: the least a durable room can be. One hibernating Durable Object that inserts one row a message in its SQLite
 * and sends one frame a socket. No sign-in, no members, no dedupe, no outbox.
 */
import { DurableObject } from "cloudflare:workers";

interface Bindings {
  ROOM: DurableObjectNamespace<BareRoom>;
}

export class BareRoom extends DurableObject<Bindings> {
  private seq: number;

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS log (seq INTEGER PRIMARY KEY, author TEXT, id TEXT, at INTEGER, body TEXT)",
    );
    this.seq = Number(ctx.storage.sql.exec("SELECT coalesce(max(seq), 0) AS seq FROM log").one()["seq"]);
  }

  override fetch(request: Request): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    server.serializeAttachment(new URL(request.url).searchParams.get("person"));
    return new Response(null, { status: 101, webSocket: client });
  }

  override webSocketMessage(socket: WebSocket, text: string): void {
    const { clientId, body } = JSON.parse(text) as { clientId: string; body: string };
    const author = socket.deserializeAttachment() as string;
    const at = Date.now();
    this.seq += 1;
    this.ctx.storage.sql.exec("INSERT INTO log VALUES (?, ?, ?, ?, ?)", this.seq, author, clientId, at, body);
    const frame = JSON.stringify({ type: "message.created", seq: this.seq, at, author, clientId, body });
    for (const peer of this.ctx.getWebSockets()) peer.send(frame);
  }
}

export default {
  fetch(request: Request, env: Bindings): Response | Promise<Response> {
    const url = new URL(request.url);
    if (request.headers.get("upgrade") !== "websocket") return new Response("ok");
    return env.ROOM.getByName(url.pathname).fetch(request);
  },
};
