import { newId } from "@/lib/platform/ids";
import { loadAverage } from "../measure/cpu";
import type { Cell, Profile } from "./cells";
import { runLoad } from "./load/run-load";
import type { Target } from "./targets/target";

/** One target's turn in one cell. */
export interface Round {
  messagesPerSecond: number;
  ackP50Ms: number;
  ackP99Ms: number;
  /** Of the server, per message, until nothing of the round is left to do. */
  cpuMs: number;
  databaseCpuMs: number;
  generatorCpuMs: number;
  framesPerMessage: number;
  messages: number;
  /** Viewers that were told they lag, and resumed. */
  lags: number;
  load: number;
  /** Null when every viewer got every message, once, in order. A round with a fault does not count. */
  fault: string | null;
}

const BODY_BYTES = 100;
const WARM_UP = 60;
/** Paced rounds need more seconds for as many messages. */
const PACED_FACTOR = 2;

/** Opens a fresh room, loads it, and reads the clocks around the measured part. */
export async function measureRound(target: Target, cell: Cell, profile: Profile): Promise<Round> {
  const people = Array.from({ length: cell.viewers }, () => newId());
  const room = await target.openRoom(people);
  let cpuBefore = 0;
  let databaseBefore = 0;
  const result = await runLoad(
    {
      dialect: target.dialect,
      origin: target.origin,
      room,
      people,
      warmUp: WARM_UP,
      load: cell.load,
      durationMs: profile.durationMs * (cell.mode === "paced" ? PACED_FACTOR : 1),
      messagesMax: profile.messagesMax,
      bodyBytes: BODY_BYTES,
      ...(target.proof ? { parlor: target.proof } : {}),
    },
    () => {
      cpuBefore = target.cpuMs();
      databaseBefore = target.databaseCpuMs?.() ?? 0;
    },
  );
  await target.drained(room);
  const { messages, elapsedMs, ackMs, deliveries, frames, fault, lags, generatorCpuMs } = result;
  const missing = messages * cell.viewers - deliveries;
  return {
    messagesPerSecond: (messages * 1000) / elapsedMs,
    ackP50Ms: ackMs.p50,
    ackP99Ms: ackMs.p99,
    cpuMs: (target.cpuMs() - cpuBefore) / messages,
    databaseCpuMs: ((target.databaseCpuMs?.() ?? 0) - databaseBefore) / messages,
    generatorCpuMs,
    framesPerMessage: frames / messages,
    messages,
    lags,
    load: loadAverage(),
    fault: fault ?? (missing === 0 ? null : `${missing} deliveries missing`),
  };
}
