/** When what breaks: two lanes of faults at fixed amounts of acknowledged sends, so that one seed gives one plan. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Plan } from "../profiles";
import type { DatabaseProcess } from "../stack/database";
import type { SlowLane } from "../stack/http-proxy";
import type { Workerd } from "../stack/workerd";
import { testCall } from "../stack/test-call";
import type { PostgresWatch } from "./postgres-watch";
import type { Random } from "./random";
import type { Recorder } from "./recorder";
import { checkRevocation } from "./revocation";
import type { Scene } from "./scene";

export interface FaultContext {
  plan: Plan;
  scene: Scene;
  workerd: Workerd;
  database: DatabaseProcess;
  slowLane: SlowLane;
  watch: PostgresWatch;
  recorder: Recorder;
  random: Random;
  /** Resolves once so many sends were acknowledged. */
  acked(count: number): Promise<void>;
  heads(): Map<string, number>;
}

interface Fault {
  at: number;
  run(): Promise<void>;
}

/** Carries the whole plan out; resolves when every fault is over. */
export async function runFaults(context: FaultContext): Promise<void> {
  await Promise.all([runLane(processFaults(context), context), runLane(postgresFaults(context), context)]);
}

async function runLane(faults: Fault[], { acked }: FaultContext): Promise<void> {
  for (const fault of faults.toSorted((a, b) => a.at - b.at)) {
    await acked(fault.at);
    await fault.run();
  }
}

/** Evenly spread with jitter, from 5 % to 90 % of the sends. */
function spread(count: number, { plan, random }: FaultContext): number[] {
  const step = (plan.sends * 0.85) / Math.max(1, count);
  return Array.from({ length: count }, (_, at) => Math.floor(plan.sends * 0.05 + step * (at + random.next())));
}

function processFaults(context: FaultContext): Fault[] {
  const { plan, scene, workerd, recorder, random } = context;
  const kills = spread(plan.kills, context).map((at) => ({
    at,
    async run() {
      recorder.record({ k: "fault", name: "kill" });
      await workerd.kill();
      await sleep(random.below(300));
      await workerd.start();
    },
  }));
  const evictions = spread(plan.evictions, context).map((at, nth) => ({
    at,
    async run() {
      recorder.record({ k: "fault", name: "evict" });
      const room = scene.rooms[nth % scene.rooms.length];
      // The call dies with the object it throws out.
      const call = { object: "room", tenant: scene.tenant, name: room?.id ?? "", method: "evict", args: [] } as const;
      await testCall(scene.origin, call).catch(() => undefined);
    },
  }));
  const victims = scene.rooms.flatMap((room) => room.victims.map((victim) => ({ room, victim })));
  const removals = spread(plan.removals, context).map((at, nth) => ({
    at,
    async run() {
      const next = victims[nth];
      if (next) await checkRevocation(scene, next.room, next.victim, recorder);
    },
  }));
  return [...kills, ...evictions, ...removals];
}

function postgresFaults(context: FaultContext): Fault[] {
  const { plan, database, slowLane, recorder } = context;
  const lane = (nth: number, of: number) => Math.floor(plan.sends * (0.08 + (0.7 * nth) / of));
  const steps: (() => Promise<void>)[] = [];
  for (const [nth, seconds] of plan.outagesS.entries()) {
    steps.push(async () => {
      const isFreeze = nth % 2 === 0;
      recorder.record({ k: "fault", name: isFreeze ? "pg.freeze" : "pg.crash" });
      if (isFreeze) database.freeze();
      else await database.crash();
      await sleep(seconds * 1_000);
      if (isFreeze) database.thaw();
      else await database.restart();
      await levelAgain(nth + 1, context);
    });
  }
  if (plan.slowS > 0) {
    steps.push(async () => {
      recorder.record({ k: "fault", name: "pg.slow" });
      slowLane.delayMs = 800;
      await sleep(plan.slowS * 1_000);
      slowLane.delayMs = 0;
    });
  }
  if (plan.commitUnknownS > 0) {
    steps.push(async () => {
      recorder.record({ k: "fault", name: "pg.commit-unknown" });
      slowLane.dropped = 0.5;
      await sleep(plan.commitUnknownS * 1_000);
      slowLane.dropped = 0;
    });
  }
  return steps.map((run, nth) => ({ at: lane(nth, steps.length), run }));
}

/** From Postgres' return: how long until it holds what the rooms held at that moment. */
async function levelAgain(outage: number, { plan, watch, recorder, heads }: FaultContext): Promise<void> {
  await watch.answers();
  const there = heads();
  recorder.record({ k: "pg.back", outage, heads: Object.fromEntries(there) });
  if (await watch.holds(there, plan.levelWaitMs)) recorder.record({ k: "pg.level", outage });
}
