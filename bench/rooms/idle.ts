/**
 * `node scripts/run.mjs bench/rooms/idle.ts`: 1,000 idle sockets that ping must wake nothing. Counts every constructor,
 * socket handler and alarm of room objects over the quiet time, then sends one message to prove that the counters count.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { WebSocket } from "ws";
import { newId, type PersonId } from "@/lib/platform/ids";
import { PING, PONG } from "@/lib/rooms/protocol";
import { dial } from "@/tests/chaos/driver/dial";
import { setScene } from "@/tests/chaos/driver/scene";
import { startDatabaseProcess } from "@/tests/chaos/stack/database";
import { startRealtime } from "@/tests/chaos/stack/realtime";
import { testCall, type Woken } from "@/tests/chaos/stack/test-call";
import { parseBenchOptions } from "../measure/options";

/** The platform puts an object to sleep after ten idle seconds. */
const FALL_ASLEEP_MS = 13_000;
const PING_EVERY_MS = 2_000;
const DIAL_AT_ONCE = 50;

const options = parseBenchOptions("bench:idle", { out: "", port: 8890 });
const sockets = options.quick ? 200 : 1_000;
const rounds = options.quick ? 4 : 10;
const dir = options.dir ?? (await mkdtemp(path.join(tmpdir(), "parlor-idle-")));
const say = (line: string) => void process.stdout.write(`${line}\n`);

const ports = { postgresPort: options.port + 1, sqlPort: options.port + 2 };
const database = await startDatabaseProcess({ dir: path.join(dir, "postgres"), ...ports });
const workerd = await startRealtime({
  dir: path.join(dir, "realtime"),
  port: options.port,
  databaseUrl: database.appUrl,
  sqlEndpoint: database.sqlUrl,
  sends: { sendsPer10s: 10, sendsBurst: 20 },
});
try {
  const scene = await setScene(workerd.origin, { rooms: 1, peopleARoom: sockets, victimsARoom: 0 });
  const open = await openAll(scene.rooms[0]?.people ?? []);
  await sleep(FALL_ASLEEP_MS);
  const before = await woken();
  let pongs = 0;
  for (const socket of open) socket.on("message", (data: Buffer) => void (pongs += data.toString() === PONG ? 1 : 0));
  for (let round = 0; round < rounds; round += 1) {
    for (const socket of open) socket.send(PING);
    await sleep(PING_EVERY_MS);
  }
  const quiet = since(before, await woken());
  open[0]?.send(JSON.stringify({ type: "message.send", clientId: newId(), body: "wake up" }));
  await sleep(1_000);
  const loud = since(before, await woken());

  say(`${open.length} sockets, ${rounds} pings each: ${pongs} of ${open.length * rounds} answered`);
  say(`while they pinged: ${wordsOf(quiet)}; after one message: ${wordsOf(loud)}`);
  const isQuiet = quiet.constructed + quiet.messages + quiet.alarms === 0 && pongs === open.length * rounds;
  const counts = loud.constructed > 0 && loud.messages > 0;
  say(`${isQuiet ? "PASS" : "FAIL"}  idle room: 0 wake-ups, 0 handler calls`);
  say(`${counts ? "PASS" : "FAIL"}  the counters see a wake-up when there is one`);
  process.exitCode = isQuiet && counts ? 0 : 1;
  for (const socket of open) socket.terminate();

  async function openAll(people: readonly PersonId[]): Promise<WebSocket[]> {
    const room = scene.rooms[0];
    const all: WebSocket[] = [];
    for (let from = 0; room && from < people.length; from += DIAL_AT_ONCE) {
      const group = people.slice(from, from + DIAL_AT_ONCE).map(async (person) => {
        const door = { origin: scene.origin, tenant: scene.tenant, room: room.id, person, device: person };
        const socket = await dial(door, null);
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
} finally {
  await workerd.kill();
  await database.stop();
  if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
}
process.exit();

function woken(): Promise<Woken> {
  return testCall<Woken>(workerd.origin, { object: "worker" });
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
