/** A project with knowledge as an owner makes it, and visitors of it, over the product's own doors. */
import WebSocket from "ws";
import {
  type ServerFrame,
  type SessionAsk,
  type SessionGrant,
  VISITOR_PROTOCOL,
  VISITOR_SUBPROTOCOL,
  type VisitorFrame,
  type VisitorMessage,
} from "@/lib/assistant/protocol";
import type { DocumentView } from "@/lib/knowledge/protocol";
import type { ProjectView } from "@/lib/projects/protocol";
import type { ProductInfo } from "../../scripts/local/product";

const READY_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 500;

/** Signs the first of the demo people of a company in: its owner. */
export async function signInOwner({ url, people, tenants }: Pick<ProductInfo, "url" | "people" | "tenants">, nth = 0) {
  const tenant = tenants[nth]?.slug;
  const person = people.find((one) => one.tenant === tenant);
  if (!tenant || !person) throw new Error("The demo has no such company.");
  const headers: Record<string, string> = { "content-type": "application/json", origin: url };
  const { email, password } = person;
  const signed = await fetch(`${url}/api/auth/sign-in/email`, {
    ...{ method: "POST", headers, body: JSON.stringify({ email, password }) },
  });
  if (!signed.ok) throw new Error(`Sign-in answered ${signed.status}: ${await signed.text()}`);
  headers.cookie = signed.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}/api/t/${tenant}/${path}`, {
      ...{ method, headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
}

type Owner = Awaited<ReturnType<typeof signInOwner>>;

export async function makeProject(owner: Owner, name: string): Promise<ProjectView> {
  const { project } = await owner<{ project: ProjectView }>("POST", "projects", {
    name,
    origin: "https://shop.example",
  });
  return project;
}

/** Adds a document, and waits until it is found. */
export async function teach(owner: Owner, url: string, project: string, name: string, text: string): Promise<void> {
  const body = new TextEncoder().encode(text);
  const place = `projects/${project}/knowledge`;
  const started = await owner<{ url: string }>("POST", place, { name, size: body.byteLength });
  const sent = await fetch(new URL(started.url, url), { method: "PUT", headers: { origin: url }, body });
  if (!sent.ok) throw new Error(`The document was answered ${sent.status}: ${await sent.text()}`);
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const { documents } = await owner<{ documents: DocumentView[] }>("GET", place);
    const states = documents.map(({ state, error }) => `${state} ${error?.code ?? ""}`.trim());
    if (states.length > 0 && states.every((state) => state === "ready")) return;
    if (Date.now() > until || states.some((state) => state.startsWith("failed"))) throw new Error(states.join(", "));
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
  }
}

export async function askSession(url: string, publicKey: string, ask: SessionAsk = {}): Promise<SessionGrant> {
  const answer = await fetch(`${url}/embed/${publicKey}/session`, {
    ...{ method: "POST", headers: { origin: url, "content-type": "application/json" }, body: JSON.stringify(ask) },
  });
  if (!answer.ok) throw new Error(`The session was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as SessionGrant;
}

/** A visitor's panel over the wire. */
export class VisitorSocket {
  readonly frames: ServerFrame[] = [];
  readonly messages = new Map<number, VisitorMessage>();
  closed: number | null = null;
  private readonly socket: WebSocket;
  private readonly waiting = new Set<() => void>();

  static async open(
    url: string,
    { conversation, ticket }: SessionGrant,
    since = 0,
    at?: { seq: number; length: number },
  ): Promise<VisitorSocket> {
    const address = `${url.replace(/^http/, "ws")}/socket/${conversation}?v=${VISITOR_PROTOCOL}`;
    const socket = new WebSocket(address, [VISITOR_SUBPROTOCOL, `ticket.${ticket}`], { origin: url });
    const panel = new VisitorSocket(socket);
    await new Promise((done, fail) => socket.once("open", done).once("error", fail));
    panel.send({ type: "init", v: VISITOR_PROTOCOL, since, ...(at ? { at } : {}) });
    await panel.until(() => panel.frames.some(({ type }) => type === "ready") || panel.closed !== null);
    return panel;
  }

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data) => this.take(JSON.parse(String(data)) as ServerFrame));
    socket.on("close", (code) => {
      this.closed = code;
      this.look();
    });
  }

  send(frame: VisitorFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Asks, and answers the whole message, with the milliseconds to its first word. */
  async ask(text: string): Promise<{ message: VisitorMessage; firstMs: number }> {
    const before = this.frames.length;
    const id = crypto.randomUUID();
    const startedMs = performance.now();
    let firstMs = Number.NaN;
    this.send({ type: "message", id, text });
    let answer: VisitorMessage | undefined;
    await this.until(() => {
      for (const frame of this.frames.slice(before)) {
        if (frame.type === "error") throw new Error(`${frame.code}: ${frame.message}`);
        if (frame.type === "delta" && Number.isNaN(firstMs)) firstMs = performance.now() - startedMs;
        if (frame.type === "message" && frame.message.role === "assistant" && frame.message.state !== "running")
          answer = frame.message;
      }
      return answer !== undefined;
    });
    if (!answer) throw new Error("no answer");
    return { message: answer, firstMs };
  }

  close(): void {
    this.socket.terminate();
  }

  async until(holds: () => boolean): Promise<void> {
    for (;;) {
      if (holds()) return;
      if (this.closed !== null) throw new Error(`The socket was closed with ${this.closed}.`);
      await new Promise<void>((next) => this.waiting.add(next));
    }
  }

  private take(frame: ServerFrame): void {
    this.frames.push(frame);
    if (frame.type === "ready" || frame.type === "history")
      for (const message of frame.messages) this.messages.set(message.seq, message);
    else if (frame.type === "message") this.messages.set(frame.message.seq, frame.message);
    this.look();
  }

  private look(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const next of waiting) next();
  }
}
