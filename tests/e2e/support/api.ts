import { type APIRequestContext, type APIResponse, request } from "@playwright/test";
import WebSocket from "ws";
import { LIMITS, type RoomServerFrame } from "@/lib/rooms/protocol";

export interface Installation {
  url: string;
  people: { name: string; email: string; password: string; tenant: string }[];
  tenants: { id: string; slug: string; name: string }[];
}

/** The running product, as `npm start -- --json` printed it; put here by the global set-up. */
export function installation(): Installation {
  const text = process.env.PARLOR_INSTALLATION;
  if (!text) throw new Error("PARLOR_INSTALLATION is not set: the browser tests' global set-up did not run.");
  return JSON.parse(text) as Installation;
}

/** One signed-in person over HTTP, with the Origin that a browser would send. */
export class Caller {
  private readonly context: APIRequestContext;
  readonly tenant: string;

  private constructor(context: APIRequestContext, tenant: string) {
    this.context = context;
    this.tenant = tenant;
  }

  /** @param email of a demo person; null stays signed out. */
  static async signIn(email: string | null, tenant = "demo-company"): Promise<Caller> {
    const { url, people } = installation();
    const context = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
    if (email !== null) {
      const password = people.find((person) => person.email === email)?.password;
      const answer = await context.post("/api/auth/sign-in/email", { data: { email, password } });
      if (!answer.ok()) throw new Error(`Sign-in of ${email} answered ${answer.status()}: ${await answer.text()}`);
    }
    return new Caller(context, tenant);
  }

  /** `path` is under /api/t/{tenant}/ unless it begins with a slash. */
  send(
    method: string,
    path: string,
    options: { json?: unknown; body?: string | Buffer; headers?: Record<string, string> } = {},
  ): Promise<APIResponse> {
    const target = path.startsWith("/") ? path : `/api/t/${this.tenant}/${path}`;
    const data = options.body ?? (options.json === undefined ? undefined : JSON.stringify(options.json));
    const headers = { ...(data === undefined ? {} : { "content-type": "application/json" }), ...options.headers };
    return this.context.fetch(target, { method, headers, maxRedirects: 0, ...(data === undefined ? {} : { data }) });
  }

  /** Sends and expects success; answers the parsed body. */
  async ask<T>(method: string, path: string, json?: unknown): Promise<T> {
    const answer = await this.send(method, path, json === undefined ? {} : { json });
    if (!answer.ok()) throw new Error(`${method} ${path} answered ${answer.status()}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async dispose(): Promise<void> {
    await this.context.dispose();
  }
}

interface Ticket {
  ticket: string;
  url: string;
  protocol: string;
}

/** A bare room socket that writes down every byte it is sent. */
export class RawSocket {
  readonly frames: RoomServerFrame[] = [];
  closeCode: number | null = null;
  private readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data: Buffer) => this.frames.push(...(JSON.parse(data.toString()) as RoomServerFrame[])));
    socket.on("close", (code) => (this.closeCode = code));
  }

  static async open(caller: Caller, roomId: string): Promise<RawSocket> {
    return RawSocket.withTicket(await caller.ask<Ticket>("POST", `rooms/${roomId}/ticket`, { device: "raw-test" }));
  }

  static withTicket({ ticket, url, protocol }: Ticket, origin = installation().url): Promise<RawSocket> {
    // A variable, since the types of `ws` do not know `closeTimeout` yet.
    const options = { origin, closeTimeout: 1_000 };
    const socket = new WebSocket(`${url}?v=1`, [protocol, `ticket.${ticket}`], options);
    const raw = new RawSocket(socket);
    return new Promise((resolve, reject) => {
      socket.on("open", () => resolve(raw));
      socket.on("error", reject);
    });
  }

  send(text: string): void {
    this.socket.send(text);
  }

  /** Resolves with the first frame, seen or to come, that `matches`. */
  async frame(matches: (frame: RoomServerFrame) => boolean): Promise<RoomServerFrame> {
    for (let tries = 0; tries < 500; tries++) {
      const found = this.frames.find(matches);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`No such frame came; ${this.frames.length} others did, last ${JSON.stringify(this.frames.at(-1))}`);
  }

  /** True until the server's close frame has arrived. */
  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  /**
   * The close code. The frame itself comes at once; local workerd ends the TCP connection of a socket that it closed
   * outside of that socket's own event only when the object goes to sleep, so `closeTimeout` ends it here.
   */
  async closed(): Promise<number> {
    for (let tries = 0; tries < 400 && this.closeCode === null; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    if (this.closeCode === null) throw new Error("The socket stayed open.");
    return this.closeCode;
  }

  close(): void {
    this.socket.close();
  }
}

/** A room that only these people of the demo tenant are in, made by the first. */
export async function makeRoom(owner: Caller, name: string, people: string[], visibility = "private"): Promise<string> {
  const { room } = await owner.ask<{ room: { roomId: string } }>("POST", "rooms", {
    clientId: crypto.randomUUID(),
    kind: "channel",
    name: `${name} ${crypto.randomUUID().slice(0, 8)}`,
    visibility,
    ...(people.length > 0 ? { people } : {}),
  });
  return room.roomId;
}

/** PersonId of a colleague by name. */
export async function personNamed(caller: Caller, name: string): Promise<string> {
  const { people } = await caller.ask<{ people: { id: string; name: string }[] }>("GET", "people");
  const found = people.find((person) => person.name === name);
  if (!found) throw new Error(`${name} is not in ${caller.tenant}.`);
  return found.id;
}

const TALKERS = ["ada", "ben", "cleo", "dev", "edda", "finn"];

/** A channel with several pages of messages, which Ada has read to its end: as many as several people may send at once. */
export async function makeLongRoom(name: string): Promise<{ room: string; messages: number }> {
  const callers = await Promise.all(TALKERS.map((who) => Caller.signIn(`${who}@demo.example`)));
  const [ada] = callers;
  if (!ada) throw new Error("Nobody talks.");
  const { people } = await ada.ask<{ people: { id: string; email: string | null }[] }>("GET", "people");
  const others = people.filter(({ email }) => email !== null && TALKERS.slice(1).includes(email.split("@")[0] ?? ""));
  const room = await makeRoom(
    ada,
    name,
    others.map(({ id }) => id),
  );
  const sockets = await Promise.all(callers.map((caller) => RawSocket.open(caller, room)));
  const [first] = sockets;
  if (!first) throw new Error("Nobody listens.");
  const messages = sockets.length * LIMITS.sendsBurst;
  for (let nth = 0; nth < LIMITS.sendsBurst; nth++)
    for (const socket of sockets)
      socket.send(
        JSON.stringify({ type: "message.send", clientId: crypto.randomUUID(), body: `line ${nth + 1} of ${name}` }),
      );
  const created = () => first.frames.flatMap((frame) => (frame.type === "message.created" ? [frame.seq] : []));
  await first.frame(() => created().length === messages);
  first.send(JSON.stringify({ type: "read.set", upTo: Math.max(...created()) }));
  await first.frame((frame) => frame.type === "cursor" && frame.upTo === Math.max(...created()));
  for (const socket of sockets) socket.close();
  await Promise.all(callers.map((caller) => caller.dispose()));
  return { room, messages };
}
