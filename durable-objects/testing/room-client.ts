/** A room as tests meet it: through the Worker's own door, with real tickets and sockets. */
import { env, exports } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { type ClientId, newId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import { PROTOCOL_VERSION, type RoomFrame, type RoomServerFrame, SUBPROTOCOL } from "@/lib/rooms/protocol";
import { objectName, objectsOf, type RoomBirth, type TenantRole } from "@/lib/rooms/server/objects";
import { mintTicket } from "@/lib/rooms/server/ticket";

export const bindings = env as unknown as RealtimeEnv;
/** The Worker's own front door. */
export const worker = (exports as unknown as { default: Fetcher }).default;
export const objects = objectsOf(bindings);
export const ORIGIN = "http://parlor.test";

export interface TestRoom {
  tenantId: TenantId;
  roomId: RoomId;
  people: PersonId[];
}

/** A new room in a tenant of its own (or the given one); its first person is the owner. */
export async function makeRoom(over: Partial<RoomBirth> & { size?: number } = {}): Promise<TestRoom> {
  const { size = 3, ...birth } = over;
  const people = birth.members ?? Array.from({ length: size }, () => newId<PersonId>());
  const tenantId = birth.tenantId ?? newId<TenantId>();
  const roomId = birth.roomId ?? newId<RoomId>();
  const made = await objects.room(tenantId, roomId).create({
    kind: "channel",
    visibility: "public",
    name: "general",
    topic: "",
    createdBy: people[0] ?? newId<PersonId>(),
    createdAt: 1_700_000_000_000,
    clientId: newId<ClientId>(),
    ...birth,
    tenantId,
    roomId,
    members: people,
  });
  if (made.status !== "done") throw new Error(made.message);
  return { tenantId, roomId, people };
}

/** The object behind a room, for `cloudflare:test`. */
export function stubOf({ tenantId, roomId }: TestRoom): DurableObjectStub {
  return bindings.CHAT_ROOM.getByName(objectName.room(tenantId, roomId));
}

/** One value of one query on the room's own tables. */
export async function ask(room: TestRoom, query: string): Promise<SqlStorageValue[][]> {
  return runInDurableObject(stubOf(room), (_instance, state) => [...state.storage.sql.exec(query).raw()]);
}

interface Door {
  since?: { epoch: string; since: number };
  role?: TenantRole;
  session?: string;
  ticket?: string;
  headers?: Record<string, string>;
  protocols?: string;
  query?: string;
  room?: RoomId;
}

/** A ticket for one person and room. */
export function ticketFor(room: TestRoom, person: PersonId, door: Door = {}): Promise<string> {
  return mintTicket(
    bindings.TICKET_SECRET,
    {
      aud: "room",
      tenant: room.tenantId,
      room: room.roomId,
      person,
      role: door.role ?? "member",
      session: door.session ?? "s1",
      device: "d1",
    },
    Date.now(),
  );
}

/** Knocks at the door of a room and answers whatever it says. */
export async function knock(room: TestRoom, person: PersonId, door: Door = {}): Promise<Response> {
  const ticket = door.ticket ?? (await ticketFor(room, person, door));
  const resume = door.since ? `&epoch=${door.since.epoch}&since=${door.since.since}` : "";
  const query = door.query ?? `v=${PROTOCOL_VERSION}${resume}`;
  return worker.fetch(`${ORIGIN}/ws/rooms/${door.room ?? room.roomId}?${query}`, {
    headers: {
      upgrade: "websocket",
      origin: ORIGIN,
      "sec-websocket-protocol": door.protocols ?? `${SUBPROTOCOL}, ticket.${ticket}`,
      ...door.headers,
    },
  });
}

type Welcome = Extract<RoomServerFrame, { type: "welcome" }>;

/** One socket of one person, with everything it ever received. */
export class Client {
  readonly frames: RoomServerFrame[] = [];
  closed: { code: number; reason: string } | null = null;
  private readonly socket: WebSocket;
  /** Kept apart from the frames, which a device of the model takes away as it folds them. */
  private lastWelcome: Welcome | null = null;
  private wake: (() => void)[] = [];

  static async connect(room: TestRoom, person: PersonId, door: Door = {}): Promise<Client> {
    const response = await knock(room, person, door);
    if (!response.webSocket) throw new Error(`${response.status} ${await response.text()}`);
    const client = new Client(response.webSocket);
    await client.until((frame) => frame.type === "welcome");
    return client;
  }

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener("message", ({ data }) => {
      if (data === "pong") return;
      const frames = JSON.parse(String(data)) as RoomServerFrame[];
      this.frames.push(...frames);
      this.lastWelcome = frames.findLast((frame) => frame.type === "welcome") ?? this.lastWelcome;
      this.stir();
    });
    socket.addEventListener("close", ({ code, reason }) => {
      this.closed = { code, reason };
      this.stir();
    });
    socket.accept();
  }

  get welcome(): Welcome {
    if (!this.lastWelcome) throw new Error("Not welcomed yet");
    return this.lastWelcome;
  }

  /** Seqs of the log events received, in order of arrival. */
  get seqs(): number[] {
    return this.frames.flatMap((frame) => ("seq" in frame && "author" in frame ? [frame.seq] : []));
  }

  say(frame: RoomFrame): void {
    this.raw(JSON.stringify(frame));
  }

  raw(text: string | ArrayBuffer): void {
    this.socket.send(text);
  }

  hangUp(): void {
    this.socket.close(1000);
  }

  /** Sends a message and waits for its acknowledgement or refusal. */
  async send(body: string, clientId: string = newId(), thread?: number): ReturnType<Client["answer"]> {
    const from = this.frames.length;
    this.say({ type: "message.send", clientId, body, ...(thread === undefined ? {} : { thread }) });
    return this.answer(clientId, from);
  }

  /** Says any command and waits for what became of it. */
  async command(
    frame: Exclude<Extract<RoomFrame, { clientId: string }>, { type: "message.send" }>,
  ): ReturnType<Client["answer"]> {
    const from = this.frames.length;
    this.say(frame);
    return this.answer(frame.clientId, from);
  }

  async react(target: number, emoji: string, on = true): ReturnType<Client["answer"]> {
    const clientId = newId();
    const from = this.frames.length;
    this.say({ type: "reaction.set", clientId, target, emoji, on });
    return this.answer(clientId, from);
  }

  /** What became of a send: refused, or its place in the log, by an `ack` or by the event itself. */
  async answer(clientId: string, from = 0): Promise<Extract<RoomServerFrame, { type: "ack" | "rejected" }>> {
    const me = this.welcome.you.person;
    const found = await this.until(
      (frame) => "clientId" in frame && frame.clientId === clientId && !("author" in frame && frame.author !== me),
      from,
    );
    if (found.type === "ack" || found.type === "rejected") return found;
    if (!("seq" in found) || !("author" in found)) throw new Error(`"${found.type}" answers nothing.`);
    return { type: "ack", clientId: found.clientId, seq: found.seq, at: found.at };
  }

  /** The first frame (from index `from` on) that matches, when it comes. */
  async until(match: (frame: RoomServerFrame) => boolean, from = 0): Promise<RoomServerFrame> {
    for (;;) {
      const found = this.frames.slice(from).find(match);
      if (found) return found;
      if (this.closed) throw new Error(`Closed ${this.closed.code} ${this.closed.reason}`);
      await this.next();
    }
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
