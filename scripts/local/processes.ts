import { existsSync, readFileSync, readdirSync } from "node:fs";
import { spawnSync } from "node:child_process";

export interface Process {
  pid: number;
  parent: number;
  name: string;
}

/** Every process of this machine that can be seen: from /proc, or by ps where there is none (macOS). */
export function listProcesses(): Process[] {
  if (existsSync("/proc/self/stat")) {
    return readdirSync("/proc").flatMap((entry) => (/^\d+$/.test(entry) ? readProcess(Number(entry)) : []));
  }
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, name] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || name === undefined
      ? []
      : [{ pid: Number(pid), parent: Number(parent), name: name.split("/").at(-1) ?? name }];
  });
}

/** The pids of direct children of this process by their program's name. */
export function findChildren(name: string): number[] {
  return listProcesses().flatMap(({ pid, parent, name: its }) => (parent === process.pid && its === name ? [pid] : []));
}

/** The pid of a direct child of this process by its program's name. */
export function findChild(name: string): number | null {
  return findChildren(name)[0] ?? null;
}

/** The program behind a pid; null when there is no such process. Tells a process of ours from a pid used again. */
export function findProcessName(pid: number): string | null {
  return listProcesses().find((process_) => process_.pid === pid)?.name ?? null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Sends a signal; a process that is gone already is fine. */
export function endProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone
  }
}

function readProcess(pid: number): Process[] {
  try {
    // pid (name, which may hold spaces and brackets) state parent ...
    const [, name, state, parent] = /^\d+ \((.*)\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return name === undefined || state === "Z" ? [] : [{ pid, parent: Number(parent), name }];
  } catch {
    return [];
  }
}
