/** A real Postgres behind the SQL endpoint, in a process of its own, with the ways it can fail. */
import { fork } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readdirSync, readFileSync } from "node:fs";
import type { FromDatabase, ToDatabase } from "./database-main";

export interface DatabaseProcess {
  /** The child; Postgres is below it. */
  readonly pid: number;
  /** The superuser: row-level security does not hide anything from the dump. */
  readonly adminUrl: string;
  appUrl: string;
  sqlUrl: string;
  /** SIGSTOP to the whole server: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Immediate stop: every connection breaks, nothing is checkpointed. */
  crash(): Promise<void>;
  /** After `crash`: recovery, then connections are taken again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  /** Emptied first. */
  dir: string;
  postgresPort: number;
  sqlPort: number;
}

/** Starts Postgres in an empty folder, migrates it, and serves the SQL endpoint. */
export async function startDatabaseProcess({ dir, postgresPort, sqlPort }: DatabaseOptions): Promise<DatabaseProcess> {
  await rm(dir, { recursive: true, force: true });
  await mkdir(path.dirname(dir), { recursive: true });
  const child = fork(path.join(import.meta.dirname, "database-main.ts"), [dir, String(postgresPort), String(sqlPort)], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const wait = <T extends FromDatabase["type"]>(type: T) =>
    new Promise<Extract<FromDatabase, { type: T }>>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`The database process ended with ${code}.`));
      const take = (message: FromDatabase) => {
        if (message.type !== type) return;
        child.off("message", take);
        child.off("exit", ended);
        resolve(message as Extract<FromDatabase, { type: T }>);
      };
      child.on("message", take);
      child.once("exit", ended);
    });
  const tell = (message: ToDatabase) => void child.send(message);
  const ready = await wait("ready");
  const { appUrl, sqlUrl } = ready;
  let { adminUrl, postmaster } = ready;
  const signalAll = (signal: NodeJS.Signals) => {
    for (const pid of [postmaster, ...childrenOf(postmaster)]) process.kill(pid, signal);
  };
  // A frozen server could not end with us.
  process.once("exit", () => {
    if (isAlive(postmaster)) signalAll("SIGCONT");
  });
  return {
    pid: child.pid ?? 0,
    get adminUrl() {
      return adminUrl;
    },
    appUrl,
    sqlUrl,
    freeze: () => signalAll("SIGSTOP"),
    thaw: () => signalAll("SIGCONT"),
    async crash() {
      process.kill(postmaster, "SIGQUIT");
      while (isAlive(postmaster)) await sleep(20);
    },
    async restart() {
      const restarted = wait("restarted");
      tell({ type: "restart" });
      ({ adminUrl, postmaster } = await restarted);
    },
    async stop() {
      const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      tell({ type: "stop" });
      await Promise.race([gone, sleep(10_000)]);
      child.kill("SIGKILL");
    },
  };
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent;
      } catch {
        return false;
      }
    })
    .map(Number);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie was killed and waits to be reaped.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
