/** One run: starts the stack, lets clients talk through the faults, waits for rest, and writes the evidence down. */
import { appendFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import type { ViewRecord } from "../checker/records";
import type { Scenario } from "../profiles";
import { startDatabaseProcess } from "../stack/database";
import { startSlowLane } from "../stack/http-proxy";
import { startRealtime } from "../stack/realtime";
import { ChaosClient } from "./client";
import { runFaults } from "./faults";
import { watchPostgres } from "./postgres-watch";
import { createRandom, type Random } from "./random";
import { startRecorder, writeEvidence } from "./recorder";
import { callRoom, readPages, setScene, type Scene, type SceneRoom } from "./scene";
import { seen } from "./view";

export interface RunOptions {
  dir: string;
  port: number;
  seed: number;
  profile: string;
  say(line: string): void;
}

const SETTLE_WITHIN_MS = 60_000;
const STALLED_AFTER_MS = 60_000;

/** Runs the scenario and leaves history.jsonl, views.jsonl and sql.jsonl in `dir`. */
export async function runScenario({ plan, edits }: Scenario, options: RunOptions): Promise<void> {
  const { dir, port, seed, profile, say } = options;
  const random = createRandom(seed);
  const database = await startDatabaseProcess({
    dir: path.join(dir, "postgres"),
    postgresPort: port + 2,
    sqlPort: port + 3,
  });
  const slowLane = await startSlowLane(port + 1, database.sqlUrl, random.fork("lane").next);
  const workerd = await startRealtime({
    dir: path.join(dir, "realtime"),
    port,
    databaseUrl: database.appUrl,
    sqlEndpoint: slowLane.url,
    sends: { sendsPer10s: 1e6, sendsBurst: 1e6 },
    ...(edits ? { edits } : {}),
    onOutput: (text) => void appendFile(path.join(dir, "worker.log"), text),
  });
  const recorder = await startRecorder(dir);
  recorder.record({
    k: "run",
    seed,
    profile,
    plan: { sends: plan.sends, kills: plan.kills, outages: plan.outagesS.length, removals: plan.removals },
  });
  const clients: ChaosClient[] = [];
  try {
    const victimsARoom = Math.ceil(plan.removals / plan.rooms);
    const scene = await setScene(workerd.origin, { rooms: plan.rooms, peopleARoom: plan.peopleARoom, victimsARoom });
    const heads = new Map<string, number>(scene.rooms.map(({ id }) => [id, 0]));
    let acks = 0;
    clients.push(
      ...cast(scene, random).map(({ name, room, person }) => {
        return new ChaosClient({
          name,
          door: { origin: scene.origin, tenant: scene.tenant, room: room.id, person, device: name },
          random: random.fork(name),
          recorder,
          mischief: plan.mischief,
          onAcked(seq) {
            acks += 1;
            heads.set(room.id, Math.max(heads.get(room.id) ?? 0, seq));
          },
        });
      }),
    );
    const running = clients.map((client) => client.run());
    const watch = watchPostgres(() => database.adminUrl);
    const acked = async (count: number) => {
      while (acks < count) await sleep(5);
    };
    const stall = watchForStall(() => acks);
    const faults = runFaults({
      plan,
      scene,
      workerd,
      database,
      slowLane,
      watch,
      recorder,
      random: random.fork("faults"),
      acked,
      heads: () => new Map(heads),
    });
    await Promise.race([Promise.all([talk(clients, plan, random.fork("talk")), faults]), stall.happened]);
    stall.end();
    await settle(clients);
    for (const { id, owner } of scene.rooms) {
      const standing = await callRoom(scene, scene.tenant, id, "standing", scene.tenant, owner);
      if (standing.status === "done") heads.set(id, standing.head);
    }
    recorder.record({ k: "quiet" });
    say(`  at rest after ${acks} acknowledgements; waiting for Postgres`);
    if (await watch.holds(heads, plan.levelWaitMs)) recorder.record({ k: "equal" });
    await caughtUp(clients, heads);
    await writeEvidence(dir, "views", [...(await viewsOf(clients, scene)), ...(await roomViews(scene))]);
    await writeEvidence(dir, "sql", await watch.dump(scene.rooms.map(({ id }) => id)));
    for (const client of clients) client.stop();
    await Promise.all(running);
  } finally {
    for (const client of clients) client.stop();
    await recorder.close();
    await workerd.kill();
    await slowLane.close();
    await database.stop();
  }
}

/** Everybody has a device; the first person of each room has two. */
function cast(scene: Scene, random: Random) {
  return scene.rooms.flatMap((room, at) => {
    const [first, ...others] = room.people;
    const people = first ? [first, first, ...others] : others;
    return random.shuffle(people).map((person, nth) => ({ name: `r${at}c${nth}`, room, person }));
  });
}

/** Rejects when nothing was acknowledged for a minute: the run hangs. */
function watchForStall(acks: () => number): { happened: Promise<never>; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  const happened = new Promise<never>((_, reject) => {
    let last = -1;
    timer = setInterval(() => {
      if (acks() === last) reject(new Error(`Nothing was acknowledged for a minute, after ${last} sends.`));
      last = acks();
    }, STALLED_AFTER_MS);
  });
  // Whoever ended the run first has the word.
  happened.catch(() => undefined);
  return { happened, end: () => clearInterval(timer) };
}

/** Sends in bursts of any size at the planned rate, wherever a client is ready, until the plan's number is out. */
async function talk(
  clients: ChaosClient[],
  { sends, sendsPerSecond }: Scenario["plan"],
  random: Random,
): Promise<void> {
  let sent = 0;
  const startMs = performance.now();
  while (sent < sends) {
    const due = ((performance.now() - startMs) / 1000) * sendsPerSecond;
    if (sent >= due) {
      await sleep(2);
      continue;
    }
    const client = clients[random.below(clients.length)];
    for (let burst = 1 + random.below(12); burst > 0 && sent < sends && client?.isReady; burst -= 1) {
      client.send();
      sent += 1;
    }
    if (random.chance(0.1)) client?.fidget();
    await sleep(0);
  }
}

/** Lets every client send again what is open, until nothing is. */
async function settle(clients: ChaosClient[]): Promise<void> {
  const giveUpMs = performance.now() + SETTLE_WITHIN_MS;
  while (clients.some((client) => !client.isSettled)) {
    if (performance.now() > giveUpMs)
      throw new Error("Some sends were never answered, though the room was up for a minute.");
    for (const client of clients) client.release();
    await sleep(50);
  }
}

/** Every client resumes once more from where it stands, and reads up to the head. */
async function caughtUp(clients: ChaosClient[], heads: ReadonlyMap<string, number>): Promise<void> {
  for (const client of clients) client.cut();
  const giveUpMs = performance.now() + SETTLE_WITHIN_MS;
  const isBehind = ({ view, door, isSettled }: ChaosClient) => !isSettled || view.since < (heads.get(door.room) ?? 0);
  await sleep(100);
  while (clients.some(isBehind) && performance.now() < giveUpMs) await sleep(50);
}

async function viewsOf(clients: ChaosClient[], scene: Scene): Promise<ViewRecord[]> {
  const views: ViewRecord[] = [];
  for (const { name, view, door } of clients) {
    if (view.knownFrom > 1) view.fill(await readPages(scene, door.room, door.person, view.knownFrom));
    views.push({ client: name, room: door.room, head: view.since, messages: view.shown() });
  }
  return views;
}

function roomViews(scene: Scene): Promise<ViewRecord[]> {
  return Promise.all(
    scene.rooms.map(async ({ id, owner }: SceneRoom) => {
      const standing = await callRoom(scene, scene.tenant, id, "standing", scene.tenant, owner);
      const head = standing.status === "done" ? standing.head : 0;
      const pages = await readPages(scene, id, owner, head + 1);
      return { client: "room", room: id, head, messages: pages.flatMap((page) => page.messages.map(seen)) };
    }),
  );
}
