import { createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import {
  convertV4MiniflareOptions,
  Log,
  LogLevel,
  Miniflare,
  type V4MiniflareOptions,
  type V4WorkerOptions,
} from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from "wrangler";
import type { Build } from "./build";
import { withFrontDoor } from "./front-door";
import { PlainError } from "./plain-error";
import { findChild, isAlive } from "./processes";

export interface LocalWorkers {
  workerdPid(): number | null;
  stop(): Promise<void>;
}

export interface WorkersOptions {
  root: string;
  build: Build;
  dataDir: string;
  port: number;
  vars: Record<string, string>;
  /** The runtime was started again after a crash. */
  onRestart(): void;
}

const SWEEP_EVERY_MS = 60_000;
const WATCH_EVERY_MS = 500;
/** Miniflare starts a crashed runtime again by itself in about half a second; this long without one means that failed. */
const GIVE_UP_AFTER_MS = 3_000;

/** Both Workers in one local runtime from prebuilt bundles, kept alive, with the minute's cron. State lies in DATA/workers. */
export async function startWorkers(options: WorkersOptions): Promise<LocalWorkers> {
  let pid: number | null = null;
  const noteRestart = () => {
    pid = findChild("workerd");
    options.onRestart();
  };
  const settings = miniflareOptions(options, noteRestart);
  let miniflare = new Miniflare(settings);
  let stopped = false;
  try {
    await miniflare.ready;
  } catch (error) {
    await miniflare.dispose().catch(() => undefined);
    throw new PlainError(`The Workers runtime did not start: ${firstLine(error)}`);
  }
  pid = findChild("workerd");

  let missingSinceMs: number | null = null;
  let reviving = false;
  const watch = setInterval(() => {
    if (stopped || reviving || (pid !== null && isAlive(pid))) return;
    if (findChild("workerd") !== null) {
      missingSinceMs = null;
      return noteRestart();
    }
    missingSinceMs ??= Date.now();
    if (Date.now() - missingSinceMs < GIVE_UP_AFTER_MS) return;
    reviving = true;
    void revive().finally(() => (reviving = false));
  }, WATCH_EVERY_MS);

  async function revive(): Promise<void> {
    await miniflare.dispose().catch(() => undefined);
    if (stopped) return;
    miniflare = new Miniflare(settings);
    await miniflare.ready.catch(() => undefined);
    missingSinceMs = null;
  }

  async function sweep(): Promise<void> {
    // The type of what this answers names the handler of `Request`, too, and loses this one.
    const realtime = (await miniflare.getWorker("parlor-realtime")) as unknown as {
      scheduled(options: { cron: string }): Promise<unknown>;
    };
    await realtime.scheduled({ cron: "* * * * *" });
  }
  // A sweep that meets a restart fails; the next one heals.
  const cron = setInterval(() => void sweep().catch(() => undefined), SWEEP_EVERY_MS);
  void sweep().catch(() => undefined);

  return {
    workerdPid: () => pid,
    stop: async () => {
      stopped = true;
      clearInterval(watch);
      clearInterval(cron);
      await miniflare.dispose().catch(() => undefined);
    },
  };
}

function miniflareOptions({ root, build, dataDir, port, vars }: WorkersOptions, onRestart: () => void) {
  // Else wrangler warns that secrets are missing: they come with `vars`.
  process.env.WRANGLER_LOG ??= "error";
  const web = workerOptions(join(root, "wrangler.toml"), build.web, vars);
  const realtime = workerOptions(join(root, "durable-objects", "wrangler.toml"), build.realtime, vars);
  const writeLog = openLog(join(dataDir, "logs"));
  const options: V4MiniflareOptions = {
    // Its own door, which only Miniflare uses: the port is the front door's.
    host: "127.0.0.1",
    port: 0,
    log: new Log(LogLevel.NONE),
    logRequests: false,
    // Else it asks the network for facts about this machine.
    cf: false,
    telemetry: { enabled: false },
    resourcePersistencePath: join(dataDir, "workers"),
    handleStructuredLogs: ({ level, message }) => writeLog(level, message),
    unsafeHandleRuntimeRestart: onRestart,
    workers: [
      withAssets(web, build.assets),
      withFrontDoor(withOutside(realtime), { port, folder: build.realtime, web: "parlor-web" }),
    ],
  };
  return convertV4MiniflareOptions(options);
}

/** The Worker as its wrangler.toml says, with prebuilt modules and this installation's variables. */
function workerOptions(config: string, folder: string, vars: Record<string, string>): V4WorkerOptions {
  const { workerOptions: fromConfig } = unstable_getMiniflareWorkerOptions(config);
  return {
    ...fromConfig,
    name: unstable_readConfig({ config }).name,
    modules: [{ type: "ESModule", path: join(folder, "worker.js") }],
    modulesRoot: folder,
    // Crons are run here, each minute.
    cronTriggers: [],
    bindings: { ...(fromConfig.bindings as object | undefined), ...vars },
  };
}

/** Providers are asked past the Worker that Miniflare puts before every fetch; deployed, there is none. */
export function withOutside(worker: V4WorkerOptions): V4WorkerOptions {
  const network = { allow: ["public", "private", "240.0.0.0/4"], deny: [], tlsOptions: { trustBrowserCas: true } };
  return { ...worker, serviceBindings: { ...worker.serviceBindings, OUTSIDE: { network } } };
}

/** The static files of this build, and not of the newest one. */
function withAssets(worker: V4WorkerOptions, directory: string): V4WorkerOptions {
  const assets = typeof worker.assets === "object" && worker.assets !== null ? worker.assets : {};
  return { ...worker, assets: { ...assets, directory } };
}

/** Lines of the Workers go to DATA/logs/workers.log, those of the run before to workers.log.1; warnings also to stderr. */
function openLog(folder: string): (level: string, message: string) => void {
  const path = join(folder, "workers.log");
  mkdirSync(folder, { recursive: true });
  if (existsSync(path)) renameSync(path, `${path}.1`);
  const file = createWriteStream(path);
  return (level, message) => {
    file.write(`${message.trimEnd()}\n`);
    // What the runtime itself marks as not worth a report (an alarm set again while it ran) stays in the file.
    const isNoise = message.startsWith("NOSENTRY");
    if (!isNoise && (level === "error" || level === "warn")) process.stderr.write(`${message.trimEnd()}\n`);
  };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
