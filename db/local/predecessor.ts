import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Place } from "./place";

const FAST_MS = 20_000;
const QUIT_MS = 10_000;

/**
 * Clears the way after a predecessor: ends a Postgres whose starter was killed, and forgets the lock file of one that was
 * killed itself.
 * @throws Error when the starter still lives: two must not share a folder.
 */
export async function endPredecessor(place: Place): Promise<void> {
  const lockFile = join(place.clusterDir, "postmaster.pid");
  const pid = readPid(lockFile);
  // With nobody behind it the file stays: it is how Postgres knows whether processes of the old one still write.
  if (pid === null || !isAlive(pid)) return;
  if (!isPostgresOf(pid, place.clusterDir)) {
    // The number belongs to somebody else by now, whom Postgres would take for its predecessor.
    rmSync(lockFile, { force: true });
    return;
  }
  const starter = readStarter(place);
  if (starter !== null)
    throw new Error(`Postgres already runs in ${place.dir}, started by process ${starter}: stop that one first.`);
  await endProcess(pid, "SIGINT");
}

/** The postmaster that runs in a cluster's folder now, if any. */
export function runningIn(clusterDir: string): number | null {
  const pid = readPid(join(clusterDir, "postmaster.pid"));
  return pid !== null && isPostgresOf(pid, clusterDir) ? pid : null;
}

/** Ends a postmaster: SIGINT lets it write its last checkpoint, SIGQUIT after that leaves recovery to the next start. */
export async function endProcess(pid: number, signal: "SIGINT" | "SIGQUIT"): Promise<void> {
  if (!send(pid, signal)) return;
  const limitMs = signal === "SIGINT" ? FAST_MS : QUIT_MS;
  const until = Date.now() + limitMs;
  while (isAlive(pid)) {
    if (Date.now() > until) {
      if (signal === "SIGINT") return endProcess(pid, "SIGQUIT");
      throw new Error(`Postgres (process ${pid}) does not end.`);
    }
    await sleep(25);
  }
}

/** Notes which process started the server, in a way that a later process with the same number is not taken for it. */
export function noteStarter(place: Place): void {
  writeFileSync(starterFile(place), JSON.stringify({ pid: process.pid, since: birthOf(process.pid) }));
}

function isAlive(pid: number): boolean {
  return send(pid, 0);
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function starterFile(place: Place): string {
  return join(place.dir, "starter.json");
}

function readStarter(place: Place): number | null {
  try {
    const { pid, since } = JSON.parse(readFileSync(starterFile(place), "utf8")) as { pid: number; since: string };
    return isAlive(pid) && birthOf(pid) === since ? pid : null;
  } catch {
    return null;
  }
}

function readPid(lockFile: string): number | null {
  if (!existsSync(lockFile)) return null;
  const pid = Number.parseInt(readFileSync(lockFile, "utf8"), 10);
  return pid > 0 ? pid : null;
}

function isPostgresOf(pid: number, clusterDir: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(clusterDir);
    return execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).includes(clusterDir);
  } catch {
    return false;
  }
}

/** When a process began, in the system's own words. */
function birthOf(pid: number): string {
  try {
    // The name before the numbers is in brackets and may hold spaces.
    if (existsSync("/proc/self/stat"))
      return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19] ?? "";
    return execFileSync("ps", ["-p", String(pid), "-o", "lstart="], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}
