/** Runs `workerd serve` directly: no inspector, no proxy process, one process id to measure and to kill. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { repoRoot } from "./build-worker";

const COMPATIBILITY_DATE = "2026-11-01";

export interface WorkerdOptions {
  /** Holds the configuration, the bundle and the objects' storage. */
  dir: string;
  port: number;
  /** File name of the bundle inside `dir`. */
  bundle: string;
  /** binding -> class, each on SQLite storage. */
  objects: Record<string, string>;
  vars?: Record<string, string>;
  compatibilityFlags?: readonly string[];
  /** Receives what the Worker prints. */
  onOutput?: (text: string) => void;
}

export interface Workerd {
  readonly pid: number;
  readonly origin: string;
  /** SIGKILL: nothing is flushed, no goodbye. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts again on the same storage and port. */
  start(): Promise<void>;
}

/** Starts workerd and waits until it answers on its port. */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  await mkdir(path.join(options.dir, "objects"), { recursive: true });
  await writeFile(path.join(options.dir, "config.capnp"), configOf(options));
  const origin = `http://127.0.0.1:${options.port}`;
  let child = await launch(options, origin);
  return {
    get pid() {
      return child.pid ?? 0;
    },
    origin,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGKILL");
      await gone;
    },
    async start() {
      child = await launch(options, origin);
    },
  };
}

async function launch(options: WorkerdOptions, origin: string): Promise<ChildProcess> {
  const binary = path.join(repoRoot, "node_modules/workerd/bin/workerd");
  const child = spawn(binary, ["serve", "--experimental", "config.capnp"], {
    cwd: options.dir,
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Ends with the process that started it, however that ends.
  const reap = () => void child.kill("SIGKILL");
  process.once("exit", reap);
  child.once("exit", () => process.off("exit", reap));
  let output = "";
  const take = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4_000);
    options.onOutput?.(chunk.toString());
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`workerd ended at once:\n${output}`);
    const answered = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.body?.cancel().then(() => true) ?? true,
      () => false,
    );
    if (answered) return child;
    await sleep(25);
  }
  child.kill("SIGKILL");
  throw new Error(`workerd did not answer on ${origin} in time:\n${output}`);
}

function configOf(options: WorkerdOptions): string {
  const text = (value: string) => JSON.stringify(value);
  const flags = options.compatibilityFlags ?? ["nodejs_compat", "no_web_socket_compression"];
  const bindings = [
    ...Object.entries(options.objects).map(
      ([name, className]) => `(name = ${text(name)}, durableObjectNamespace = ${text(className)})`,
    ),
    ...Object.entries(options.vars ?? {}).map(([name, value]) => `(name = ${text(name)}, text = ${text(value)})`),
  ];
  const namespaces = Object.values(options.objects).map(
    (className) => `(className = ${text(className)}, uniqueKey = ${text(`parlor-${className}`)}, enableSql = true)`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "objects", disk = (path = "objects", writable = true)),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = ${text(`127.0.0.1:${options.port}`)}, http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed ${text(options.bundle)})],
  compatibilityDate = ${text(COMPATIBILITY_DATE)},
  compatibilityFlags = [${flags.map(text).join(", ")}],
  bindings = [${bindings.join(", ")}],
  durableObjectNamespaces = [${namespaces.join(", ")}],
  durableObjectStorage = (localDisk = "objects"),
);
`;
}
