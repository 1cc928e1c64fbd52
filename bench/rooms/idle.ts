/**
 * Idle sockets that ping must wake nothing. Counts every constructor, socket handler and alarm of room objects over the
 * quiet time, then sends one message to prove that the counters count.
 */
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { WebSocket } from "ws";
import { newId } from "@/lib/platform/ids";
import { PING, PONG } from "@/lib/rooms/protocol";
import { dial } from "@/tests/chaos/driver/dial";
import { setScene, type Scene } from "@/tests/chaos/driver/scene";
import { startRealtime } from "@/tests/chaos/stack/realtime";
import { testCall, type Woken } from "@/tests/chaos/stack/test-call";
import type { Gate } from "./gates";

/** The platform puts an object to sleep after ten idle seconds; a new room first tells everybody's inbox. */
const FALL_ASLEEP_MS = 20_000;
const PING_EVERY_MS = 2_000;
const DIAL_AT_ONCE = 50;

export interface IdleOptions {
  dir: string;
  port: number;
  databaseUrl: string;
  sqlEndpoint: string;
  sockets: number;
  pings: number;
  say(line: string): void;
}

/** Answers two gates: nothing woke, and the counters would have seen it. */
export async function measureIdle(options: IdleOptions): Promise<Gate[]> {
  const { port, databaseUrl, sqlEndpoint, sockets, pings, say } = options;
  const sends = { sendsPer10s: 10, sendsBurst: 20 };
  const workerd = await startRealtime({ dir: path.join(options.dir, "idle"), port, databaseUrl, sqlEndpoint, sends });
  const woken = () => testCall<Woken>(workerd.origin, { object: "worker" });
  try {
    const scene = await setScene(workerd.origin, { rooms: 1, peopleARoom: sockets, victimsARoom: 0 });
    const open = await openAll(scene);
    await sleep(FALL_ASLEEP_MS);
    const before = await woken();
    let pongs = 0;
    for (const socket of open) socket.on("message", (data: Buffer) => void (pongs += data.toString() === PONG ? 1 : 0));
    for (let round = 0; round < pings; round += 1) {
      for (const socket of open) socket.send(PING);
      await sleep(PING_EVERY_MS);
    }
    const quiet = since(before, await woken());
    open[0]?.send(JSON.stringify({ type: "message.send", clientId: newId(), body: "wake up" }));
    await sleep(1_000);
    const loud = since(before, await woken());
    for (const socket of open) socket.terminate();

    say(`\n${open.length} idle sockets, ${pings} pings each: ${pongs} of ${open.length * pings} answered`);
    say(`while they pinged: ${wordsOf(quiet)}; after one message: ${wordsOf(loud)}`);
    const handled = quiet.constructed + quiet.messages + quiet.alarms;
    const isSeen = loud.constructed > 0 && loud.messages > 0;
    return [
      {
        name: `${sockets} idle sockets: wake-ups and handler calls`,
        ratio: handled,
        bound: "exactly 0",
        passed: handled === 0 && pongs === open.length * pings,
      },
      {
        name: "the counters see a wake-up when there is one",
        ratio: loud.constructed,
        bound: "at least 1",
        passed: isSeen,
      },
    ];
  } finally {
    await workerd.kill();
  }
}

async function openAll(scene: Scene): Promise<WebSocket[]> {
  const room = scene.rooms[0];
  const all: WebSocket[] = [];
  if (!room) return all;
  for (let from = 0; from < room.people.length; from += DIAL_AT_ONCE) {
    const group = room.people.slice(from, from + DIAL_AT_ONCE).map(async (person) => {
      const socket = await dial(
        { origin: scene.origin, tenant: scene.tenant, room: room.id, person, device: person },
        null,
      );
      await new Promise<void>((resolve, reject) => {
        socket.once("message", () => resolve());
        socket.once("error", reject);
      });
      return socket;
    });
    all.push(...(await Promise.all(group)));
  }
  return all;
}

function since(before: Woken, now: Woken): Woken {
  return {
    constructed: now.constructed - before.constructed,
    messages: now.messages - before.messages,
    alarms: now.alarms - before.alarms,
  };
}

function wordsOf({ constructed, messages, alarms }: Woken): string {
  return `${constructed} wake-ups, ${messages} handler calls, ${alarms} alarms`;
}
