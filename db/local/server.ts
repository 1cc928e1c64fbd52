import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Place } from "./place";
import { endProcess, noteStarter } from "./predecessor";

export interface Server {
  pid: number;
  stop(): Promise<void>;
}

const READY_MS = 60_000;
/** Processes of a killed predecessor may need a moment to notice that it is gone. */
const LEFTOVERS_MS = 15_000;

/**
 * Starts the postmaster and waits until it lets `adminUrl` in.
 * @throws Error with one sentence.
 */
export async function startServer(
  place: Place,
  port: number,
  flags: Record<string, string>,
  adminUrl: string,
): Promise<Server> {
  const until = Date.now() + LEFTOVERS_MS;
  for (;;) {
    const logFile = join(place.dir, "postgres.log");
    const child = spawnServer(place, port, flags, logFile);
    const outcome = await waitUntilReady(child, adminUrl);
    if (outcome === "ready" && child.pid !== undefined) return serverOf(place, child, child.pid);
    child.kill("SIGQUIT");
    const reason = lastWords(logFile);
    if (!/shared memory block|still in use/.test(reason) || Date.now() > until)
      throw new Error(sentenceOf(reason, port, logFile));
    await sleep(200);
  }
}

function spawnServer(place: Place, port: number, flags: Record<string, string>, logFile: string): ChildProcess {
  const settings = Object.entries(flags).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(logFile, "w", 0o600);
  try {
    return spawn(join(place.binDir, "postgres"), ["-D", place.clusterDir, "-p", String(port), ...settings], {
      ...place.runAs,
      // A group of its own: Ctrl-C in the terminal reaches us, and we end Postgres after those who use it.
      detached: true,
      // A folder that the user who runs it may be in.
      cwd: place.clusterDir,
      stdio: ["ignore", log, log],
      env: { NODE_ENV: "production", PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
    });
  } finally {
    closeSync(log);
  }
}

async function waitUntilReady(child: ChildProcess, adminUrl: string): Promise<"ready" | "ended"> {
  let ended = false;
  child.once("error", () => (ended = true));
  child.once("exit", () => (ended = true));
  const until = Date.now() + READY_MS;
  while (Date.now() < until) {
    await sleep(20);
    if (ended) return "ended";
    const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 2_000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return "ready";
    } catch {
      // Not yet.
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return "ended";
}

function serverOf(place: Place, child: ChildProcess, pid: number): Server {
  noteStarter(place);
  // Postgres alone is no reason to stay.
  child.unref();
  const endWithUs = () => void child.kill("SIGINT");
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  return {
    pid,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) await endProcess(pid, "SIGINT");
    },
  };
}

function lastWords(logFile: string): string {
  try {
    return readFileSync(logFile, "utf8").slice(-4_000);
  } catch {
    return "";
  }
}

function sentenceOf(log: string, port: number, logFile: string): string {
  if (/could not bind|Address already in use/.test(log)) return `Port ${port} is taken: Postgres cannot listen there.`;
  if (/No space left on device/.test(log)) return "The disk is full: Postgres cannot start.";
  if (/initialized by PostgreSQL version/.test(log))
    return `The database was made by another version of Postgres: see ${logFile}, or start over with an empty folder.`;
  return `Postgres did not start: its last words are in ${logFile}.`;
}
