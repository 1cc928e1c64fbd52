/** One socket in the room: opens it as the target wants, counts what arrives, keeps the protocol's promises. */
import { WebSocket } from "ws";
import { mintTicket } from "@/lib/rooms/server/ticket";
import { LIMITS, SUBPROTOCOL } from "@/lib/rooms/protocol";
import type { PersonId, RoomId, TenantId } from "@/lib/platform/ids";
import type { SeenFrame } from "./frames";
import type { LoadJob } from "./job";

export interface Viewer {
  /** Everything up to here arrived, in order. */
  readonly seq: number;
  send(clientId: string, body: string): void;
  close(): void;
}

export interface ViewerEvents {
  read(data: Buffer): SeenFrame;
  acknowledged(clientId: string): void;
  progressed(seq: number, events: number): void;
  lagged(): void;
  fault(text: string): void;
}

/** Connects and resolves once the room has welcomed the viewer. */
export async function openViewer(job: LoadJob, person: string, events: ViewerEvents): Promise<Viewer> {
  const socket = await dial(job, person);
  let seq = job.dialect === "parlor" ? -1 : 0;
  let acked = 0;
  let epoch: string | null = null;
  let closing = false;

  function take(frame: SeenFrame): void {
    if (frame.refused !== null) events.fault(`refused: ${frame.refused}`);
    // Told that it does not read fast enough: the protocol's way on is to ask for what it missed.
    if (frame.lagging) {
      events.lagged();
      socket.send(JSON.stringify({ type: "resume", epoch, since: seq }));
    }
    for (const clientId of frame.acks) events.acknowledged(clientId);
    if (frame.count === 0) return;
    if (!frame.dense || frame.first !== seq + 1) {
      events.fault(`viewer ${person} expected ${seq + 1}, got ${frame.first} to ${frame.last}`);
    }
    seq = frame.last;
    for (const clientId of frame.byAuthor.get(person) ?? []) events.acknowledged(clientId);
    events.progressed(seq, frame.count);
    if (job.dialect === "parlor" && seq - acked >= LIMITS.ackEveryEvents) {
      acked = seq;
      socket.send(`{"type":"ack","seq":${seq}}`);
    }
  }

  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.on("close", (code) => {
      if (!closing) events.fault(`viewer ${person} was closed with ${code}`);
      reject(new Error(`closed with ${code}`));
    });
    if (job.dialect === "plain") socket.once("open", () => resolve());
    socket.on("message", (data: Buffer) => {
      if (job.dialect === "socket-io" && data[0] !== 0x34) return engineIo(socket, data);
      if (job.dialect === "socket-io" && data.toString() === '42["joined"]') return resolve();
      const frame = events.read(data);
      if (frame.welcome && epoch === null) {
        epoch = frame.welcome.epoch;
        seq = acked = frame.welcome.head;
        resolve();
      } else if (frame.welcome) {
        acked = frame.welcome.head;
        if (frame.welcome.how !== "events") events.fault(`viewer ${person} fell out of the replay`);
      }
      take(frame);
    });
  });
  return {
    get seq() {
      return seq;
    },
    send(clientId, body) {
      const message = JSON.stringify({ type: "message.send", clientId, body });
      socket.send(job.dialect === "socket-io" ? `42["m",${message}]` : message);
    },
    close() {
      closing = true;
      socket.close();
    },
  };
}

/** Engine.IO's own packets: open (0) asks us to connect, ping (2) to answer. */
function engineIo(socket: WebSocket, data: Buffer): void {
  if (data[0] === 0x30) socket.send("40");
  else if (data[0] === 0x32) socket.send("3");
}

async function dial(job: LoadJob, person: string): Promise<WebSocket> {
  const plain = { perMessageDeflate: false, skipUTF8Validation: true, maxPayload: 16_777_216 };
  if (job.dialect === "plain") return new WebSocket(`${job.origin}/${job.room}?person=${person}`, plain);
  if (job.dialect === "socket-io") {
    return new WebSocket(`${job.origin}/socket.io/?EIO=4&transport=websocket&room=${job.room}&person=${person}`, plain);
  }
  if (!job.parlor) throw new Error("A viewer of Parlor needs a ticket.");
  const subject = { aud: "room", role: "member", session: "bench", device: `d${person}` } as const;
  const ids = { tenant: job.parlor.tenant as TenantId, person: person as PersonId, room: job.room as RoomId };
  const ticket = await mintTicket(job.parlor.ticketSecret, { ...subject, ...ids }, Date.now());
  const protocols = [SUBPROTOCOL, `ticket.${ticket}`];
  return new WebSocket(`${job.origin}/ws/rooms/${job.room}?v=1`, protocols, { ...plain, origin: job.parlor.appOrigin });
}
