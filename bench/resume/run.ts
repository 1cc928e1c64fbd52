/**
 * `node scripts/run.mjs bench/resume/run.ts`: a client that missed 50,000 events comes back. From dialling to a welcome
 * that holds the right newest page and marks the gap exactly: at most 300 ms, warm and after a restart.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { newId, type ClientId, type PersonId } from "@/lib/platform/ids";
import { LIMITS, type RoomServerFrame } from "@/lib/rooms/protocol";
import type { ImportedEvent } from "@/lib/rooms/server/objects";
import { dial, type Door } from "@/tests/chaos/driver/dial";
import { callRoom, setScene } from "@/tests/chaos/driver/scene";
import { startDatabaseProcess } from "@/tests/chaos/stack/database";
import { startRealtime } from "@/tests/chaos/stack/realtime";
import { loadAverage } from "../measure/cpu";
import { parseBenchOptions } from "../measure/options";
import { round3, spreadOf } from "../measure/spread";
import { tableOf } from "../measure/table";

const GATE_MS = 300;
const BATCH = 500;
const VIEWERS = 20;

type Welcome = Extract<RoomServerFrame, { type: "welcome" }>;

const options = parseBenchOptions("bench:resume", { out: "bench-resume.json", port: 8890 });
const missed = options.quick ? 10_000 : 50_000;
const rounds = options.quick ? 5 : 15;
const dir = options.dir ?? (await mkdtemp(path.join(tmpdir(), "parlor-resume-")));
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
  const scene = await setScene(workerd.origin, { rooms: 1, peopleARoom: VIEWERS, victimsARoom: 0 });
  const room = scene.rooms[0];
  const person = room?.people[0];
  if (!room || !person) throw new Error("The scene is empty.");
  const door: Door = { origin: scene.origin, tenant: scene.tenant, room: room.id, person, device: "resume" };
  const left = await greet(door, null);
  const newest = await talkOn(room.people);
  const at = { epoch: left.welcome.epoch, since: left.welcome.head };

  const faults: string[] = [];
  const measure = async (before: () => Promise<void>) => {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await before();
      const { ms, welcome } = await greet(door, at);
      times.push(ms);
      const fault = faultOf(welcome, at.since, newest);
      if (fault) faults.push(fault);
    }
    return spreadOf(times);
  };
  const warm = await measure(() => Promise.resolve());
  const cold = await measure(async () => {
    await workerd.kill();
    await workerd.start();
  });
  const text = (spread: typeof warm) => [round3(spread.median), round3(spread.min), round3(spread.max)];
  const head = ["resume after a long absence", "missed", "median ms", "min", "max", "load"];
  const row = (name: string, spread: typeof warm) => [name, String(missed), ...text(spread), String(loadAverage())];
  say(tableOf(head, [row("room awake", warm), row("room asleep, runtime just restarted", cold)]));
  for (const fault of new Set(faults)) say(`wrong: ${fault}`);
  const passed = faults.length === 0 && warm.median <= GATE_MS && cold.median <= GATE_MS;
  say(`${passed ? "PASS" : "FAIL"}  newest page correct and gap marked within ${GATE_MS} ms`);
  if (options.out)
    await writeFile(options.out, JSON.stringify({ missed, rounds, warm, cold, faults, passed }, null, 1));
  process.exitCode = passed ? 0 : 1;

  /** Everybody but the absent one talks; answers the client ids of the newest page. */
  async function talkOn(people: readonly PersonId[]): Promise<string[]> {
    let ids: string[] = [];
    for (let done = 0; done < missed; done += BATCH) {
      const events = Array.from({ length: BATCH }, (_, nth): ImportedEvent => {
        const author = people[1 + (nth % (people.length - 1))] ?? door.person;
        const body = `message ${done + nth} of a long absence, about as long as people write`;
        const where = { clientId: newId<ClientId>(), author, at: Date.now(), threadClientId: null, source: "bench" };
        return { type: "message", body, ...where };
      });
      const answer = await callRoom(scene, scene.tenant, door.room, "importEvents", scene.tenant, events);
      if (answer.status !== "done" || answer.added !== BATCH) throw new Error("The room did not take the messages.");
      ids = [...ids, ...events.map(({ clientId }) => clientId)].slice(-LIMITS.pageSize);
    }
    for (;;) {
      const standing = await callRoom(scene, scene.tenant, door.room, "standing", scene.tenant, door.person);
      if (standing.status === "done" && standing.flushed >= standing.head) return ids;
      await sleep(200);
    }
  }
} finally {
  await workerd.kill();
  await database.stop();
  if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
}
process.exit();

/** From dialling (with a ticket in hand) to a parsed welcome. */
async function greet(
  door: Door,
  at: { epoch: string; since: number } | null,
): Promise<{ ms: number; welcome: Welcome }> {
  const startMs = performance.now();
  const socket = await dial(door, at);
  const welcome = await new Promise<Welcome>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("message", (data: Buffer) => {
      const [first] = JSON.parse(data.toString()) as RoomServerFrame[];
      if (first?.type === "welcome") resolve(first);
      else reject(new Error("The first frame is no welcome."));
    });
  });
  const ms = performance.now() - startMs;
  socket.terminate();
  return { ms, welcome };
}

function faultOf({ catchUp, head }: Welcome, since: number, newest: readonly string[]): string | null {
  if (catchUp.kind !== "gap") return `caught up by ${catchUp.kind}`;
  const { gap, page } = catchUp;
  if (gap.from !== since + 1 || gap.to !== page.from - 1)
    return `the gap ${gap.from} to ${gap.to} is not what was missed`;
  if (page.to !== head || !page.atEnd) return `the page ends at ${page.to}, the log at ${head}`;
  const shown = page.messages.map(({ clientId }) => clientId);
  return shown.join() === newest.join() ? null : "the page does not hold the newest messages";
}
