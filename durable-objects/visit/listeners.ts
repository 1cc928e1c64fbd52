import type { ServerFrame } from "@/lib/assistant/protocol";
import { hangUp } from "../sockets";

/** Browsers and proxies take a silent stream for dead. */
const COMMENT_MS = 20_000;
const BEHIND_BYTES_MAX = 1_048_576;
const PING = new WebSocketRequestResponsePair('{"type":"ping"}', '{"type":"pong"}');
const SSE_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

interface Seat {
  /** It said where it stands, and hears everything from then on. */
  welcomed: boolean;
}

interface Stream {
  controller: ReadableByteStreamController;
}

/** Everybody who listens to one conversation: sockets, which outlive the object's sleep, and streams, which do not. */
export class Listeners {
  /** Called when somebody may have come or gone. */
  onChange: () => void = () => undefined;
  private readonly ctx: DurableObjectState;
  private readonly encoder = new TextEncoder();
  private readonly streams = new Set<Stream>();
  private comments: ReturnType<typeof setInterval> | null = null;

  constructor(ctx: DurableObjectState) {
    this.ctx = ctx;
    ctx.setWebSocketAutoResponse(PING);
  }

  /** Sockets and streams that are open. */
  get size(): number {
    const open = this.ctx.getWebSockets().filter(({ readyState }) => readyState === WebSocket.OPEN);
    return open.length + this.streams.size;
  }

  accept(subprotocol: string): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    server.serializeAttachment({ welcomed: false } satisfies Seat);
    this.onChange();
    return new Response(null, { status: 101, webSocket: client, headers: { "sec-websocket-protocol": subprotocol } });
  }

  isWelcomed(socket: WebSocket): boolean {
    return (socket.deserializeAttachment() as Seat | null)?.welcomed ?? false;
  }

  welcome(socket: WebSocket, frames: readonly ServerFrame[]): void {
    socket.serializeAttachment({ welcomed: true } satisfies Seat);
    for (const frame of frames) this.send(socket, frame);
  }

  /** The same frames as events, from these on. */
  stream(frames: readonly ServerFrame[]): Response {
    let joined: Stream | undefined;
    const body = new ReadableStream({
      type: "bytes",
      start: (controller) => {
        joined = { controller };
        this.streams.add(joined);
        for (const frame of frames) this.write(joined, eventOf(frame));
        this.keepAwake();
      },
      cancel: () => {
        if (joined) this.streams.delete(joined);
        this.keepAwake();
      },
    });
    return new Response(body, { headers: SSE_HEADERS });
  }

  tell(frame: ServerFrame): void {
    const text = JSON.stringify(frame);
    for (const socket of this.ctx.getWebSockets()) if (this.isWelcomed(socket)) sendText(socket, text);
    for (const stream of [...this.streams]) this.write(stream, `data: ${text}\n\n`);
  }

  /** To those without a socket: a frame that came by POST is answered there. */
  tellStreams(frame: ServerFrame): void {
    for (const stream of [...this.streams]) this.write(stream, eventOf(frame));
  }

  send(socket: WebSocket, frame: ServerFrame): void {
    sendText(socket, JSON.stringify(frame));
  }

  closeAll(code: number, reason: string): void {
    for (const socket of this.ctx.getWebSockets()) hangUp(socket, code, reason);
    for (const stream of [...this.streams]) {
      this.write(stream, `event: close\ndata: ${JSON.stringify({ code, reason })}\n\n`);
      if (this.streams.delete(stream)) stream.controller.close();
    }
    this.keepAwake();
  }

  private write(stream: Stream, event: string): void {
    try {
      stream.controller.enqueue(this.encoder.encode(event));
      // One that does not keep up comes back and is told the rest.
      if ((stream.controller.desiredSize ?? 0) < -BEHIND_BYTES_MAX) throw new Error("The reader does not keep up.");
    } catch (error) {
      this.streams.delete(stream);
      stream.controller.error(error);
    }
  }

  /** Comments go out while somebody streams; with sockets alone the object may sleep. */
  private keepAwake(): void {
    this.onChange();
    if (this.streams.size > 0) {
      this.comments ??= setInterval(() => {
        for (const stream of [...this.streams]) this.write(stream, ": ping\n\n");
      }, COMMENT_MS);
    } else if (this.comments !== null) {
      clearInterval(this.comments);
      this.comments = null;
    }
  }
}

function eventOf(frame: ServerFrame): string {
  return `data: ${JSON.stringify(frame)}\n\n`;
}

function sendText(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    // Closed by the other side in the meantime: it comes back and is told the rest.
  }
}
