import type { PersonId, TenantId } from "@/lib/platform/ids";
import {
  type InboxFrame,
  type InboxRoom,
  type InboxServerFrame,
  type PresenceView,
  PROTOCOL_VERSION,
  SUBPROTOCOL,
} from "@/lib/rooms/protocol";
import { objectName } from "@/lib/rooms/server/objects";
import { mintTicket } from "@/lib/rooms/server/ticket";
import { bindings, ORIGIN, worker } from "./room-client";

/** The object behind an inbox, for `cloudflare:test`. */
export function inboxStub(tenantId: TenantId, person: PersonId): DurableObjectStub {
  return bindings.INBOX.getByName(objectName.inbox(tenantId, person));
}

/** One device of one person, with everything its inbox socket ever received. */
export class InboxClient {
  readonly frames: InboxServerFrame[] = [];
  closed: { code: number; reason: string } | null = null;
  private readonly socket: WebSocket;
  private wake: (() => void)[] = [];

  static async connect(
    tenant: TenantId,
    person: PersonId,
    session = "s1",
    mintedAt = Date.now(),
  ): Promise<InboxClient> {
    const ticket = await mintTicket(
      bindings.TICKET_SECRET,
      { aud: "inbox", tenant, person, role: "member", session, device: "d" },
      mintedAt,
    );
    const response = await worker.fetch(`${ORIGIN}/ws/inbox?v=${PROTOCOL_VERSION}`, {
      headers: { upgrade: "websocket", origin: ORIGIN, "sec-websocket-protocol": `${SUBPROTOCOL}, ticket.${ticket}` },
    });
    if (!response.webSocket) throw new Error(`${response.status} ${await response.text()}`);
    const client = new InboxClient(response.webSocket);
    await client.until((frame) => frame.type === "inbox.welcome");
    return client;
  }

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener("message", ({ data }) => {
      this.frames.push(...(JSON.parse(String(data)) as InboxServerFrame[]));
      this.stir();
    });
    socket.addEventListener("close", ({ code, reason }) => {
      this.closed = { code, reason };
      this.stir();
    });
    socket.accept();
  }

  get welcome(): Extract<InboxServerFrame, { type: "inbox.welcome" }> {
    const found = this.frames.find((frame) => frame.type === "inbox.welcome");
    if (!found) throw new Error("Not welcomed yet");
    return found;
  }

  /** The room list as a client would hold it now. */
  get rooms(): InboxRoom[] {
    const rooms = new Map<string, InboxRoom>();
    for (const frame of this.frames) {
      if (frame.type === "inbox.welcome") for (const room of frame.rooms) rooms.set(room.roomId, room);
      if (frame.type === "room.upsert") rooms.set(frame.room.roomId, frame.room);
      if (frame.type === "room.gone") rooms.delete(frame.roomId);
    }
    return [...rooms.values()];
  }

  /** The last state heard of a person. */
  stateOf(person: PersonId): PresenceView | undefined {
    return this.frames
      .flatMap((frame) => (frame.type === "presence" ? frame.people : []))
      .findLast((view) => view.person === person);
  }

  say(frame: InboxFrame): void {
    this.raw(JSON.stringify(frame));
  }

  raw(text: string): void {
    this.socket.send(text);
  }

  hangUp(): void {
    this.socket.close(1000);
  }

  async until(match: (frame: InboxServerFrame) => boolean, from = 0): Promise<InboxServerFrame> {
    for (;;) {
      const found = this.frames.slice(from).find(match);
      if (found) return found;
      if (this.closed) throw new Error(`Closed ${this.closed.code} ${this.closed.reason}`);
      await this.next();
    }
  }

  /** Waits until the frames so far add up to what is expected. */
  async untilSo(holds: () => boolean): Promise<void> {
    while (!holds()) await this.next();
  }

  async untilClosed(): Promise<{ code: number; reason: string }> {
    while (!this.closed) await this.next();
    return this.closed;
  }

  private next(): Promise<void> {
    return new Promise((resolve) => this.wake.push(resolve));
  }

  private stir(): void {
    const wake = this.wake;
    this.wake = [];
    for (const resolve of wake) resolve();
  }
}
