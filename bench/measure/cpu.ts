/** CPU time of processes, from /proc. */
import { readFileSync, readdirSync } from "node:fs";

const MS_PER_TICK = 10;

interface ProcessStat {
  parent: number;
  ownTicks: number;
  /** With what its ended and awaited children used. */
  withReapedTicks: number;
}

function statOf(pid: number): ProcessStat | null {
  try {
    // The second field is the command in brackets and may hold spaces.
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [parent = 0, user = 0, system = 0, childUser = 0, childSystem = 0] = [1, 11, 12, 13, 14].map(
      (at) => fields[at],
    );
    return { parent, ownTicks: user + system, withReapedTicks: user + system + childUser + childSystem };
  } catch {
    return null;
  }
}

/** CPU milliseconds of these processes so far, without their children. */
export function cpuMsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (statOf(pid)?.ownTicks ?? 0), 0) * MS_PER_TICK;
}

/** CPU milliseconds of a process and everything below it, ended children included. */
export function cpuMsOfTree(root: number): number {
  const stats = new Map<number, ProcessStat>();
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (stat) stats.set(Number(name), stat);
  }
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = stats.get(at)?.parent)
      if (at === root) return true;
    return false;
  };
  let ticks = 0;
  for (const [pid, stat] of stats) if (isBelow(pid)) ticks += stat.withReapedTicks;
  return ticks * MS_PER_TICK;
}

/**
 * CPU milliseconds, to the microsecond, of the living children of a process that each have one thread: the backends of
 * Postgres. What it gives between two calls is what was computed, however long it had to wait for a core.
 */
export function cpuMsOfChildren(parent: number): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim().split(" ");
  const nanoseconds = children.map((pid) => {
    try {
      return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]);
    } catch {
      return 0;
    }
  });
  return nanoseconds.reduce((sum, ns) => sum + ns, 0) / 1e6;
}

/** The machine's load average over one minute. */
export function loadAverage(): number {
  return Number(readFileSync("/proc/loadavg", "utf8").split(" ")[0]);
}
