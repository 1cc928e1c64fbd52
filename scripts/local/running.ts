import { spawn } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PlainError } from "./plain-error";
import { endProcess, findProcessName, isAlive } from "./processes";

/** DATA/run.json: what runs now, for tools beside it. `workerdPid` changes when the runtime is restarted. */
export interface Running {
  startPid: number;
  startName: string;
  url: string;
  workerdPid: number | null;
  postgresPid: number | null;
  /** Leaders of process groups that end as a whole (`npm run dev`). */
  groups?: number[];
}

const runFile = (dataDir: string) => join(dataDir, "run.json");
const pidFile = (dataDir: string) => join(dataDir, "run.pids");

/**
 * Ends what an earlier start left behind when it was killed itself: only pids it wrote down, and only if they still are those programs.
 * @throws PlainError when that start is still there.
 */
export async function endLeftovers(dataDir: string): Promise<void> {
  if (!existsSync(runFile(dataDir))) return;
  const left = readRunning(dataDir);
  if (left !== null) {
    if (left.startPid !== process.pid && findProcessName(left.startPid) === left.startName) {
      throw new PlainError(
        `Parlor already runs on ${dataDir} at ${left.url} (process ${left.startPid}): stop it first, or choose another folder with --data.`,
      );
    }
    const pids = [
      ...(left.workerdPid !== null && findProcessName(left.workerdPid) === "workerd" ? [left.workerdPid] : []),
      ...(left.postgresPid !== null && findProcessName(left.postgresPid) === "postgres" ? [left.postgresPid] : []),
    ];
    for (const pid of pids) endProcess(pid, pid === left.workerdPid ? "SIGKILL" : "SIGINT");
    for (const leader of left.groups ?? []) if (findProcessName(leader) !== null) endProcess(-leader, "SIGTERM");
    for (let waitedMs = 0; pids.some(isAlive) && waitedMs < 10_000; waitedMs += 50)
      await new Promise((done) => setTimeout(done, 50));
  }
  forgetRunning(dataDir);
}

/** Writes down what runs, for the next start, for tools, and for the guard. */
export function writeRunning(dataDir: string, running: Running): void {
  // Renamed into place, so that a reader never sees half of it.
  writeFileSync(`${runFile(dataDir)}.new`, JSON.stringify(running));
  renameSync(`${runFile(dataDir)}.new`, runFile(dataDir));
  const lines = [
    ...(running.workerdPid === null ? [] : [`KILL ${running.workerdPid}`]),
    ...(running.postgresPid === null ? [] : [`INT ${running.postgresPid}`]),
    ...(running.groups ?? []).map((leader) => `TERM -${leader}`),
  ];
  writeFileSync(`${pidFile(dataDir)}.new`, lines.map((line) => `${line}\n`).join(""));
  renameSync(`${pidFile(dataDir)}.new`, pidFile(dataDir));
}

export function readRunning(dataDir: string): Running | null {
  try {
    return JSON.parse(readFileSync(runFile(dataDir), "utf8")) as Running;
  } catch {
    return null;
  }
}

export function forgetRunning(dataDir: string): void {
  rmSync(pidFile(dataDir), { force: true });
  rmSync(runFile(dataDir), { force: true });
}

/**
 * Starts a shell that waits for this process to end in whatever way (its end of the pipe closes), and then ends the children
 * that are still written down. After an orderly stop nothing is.
 */
export function startGuard(dataDir: string): void {
  const script =
    'cat >/dev/null; [ -f "$1" ] || exit 0; while read -r signal pid; do kill -s "$signal" -- "$pid" 2>/dev/null; done < "$1"';
  const guard = spawn("sh", ["-c", script, "parlor-guard", pidFile(dataDir)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // No shell: the next start ends what is left.
  guard.once("error", () => undefined);
  guard.stdin.once("error", () => undefined);
  guard.unref();
  if ("unref" in guard.stdin && typeof guard.stdin.unref === "function") guard.stdin.unref();
}
