import { spawn } from "node:child_process";
import { join } from "node:path";
import type { DemoSignIns } from "../seed-demo";

/** The one line of `npm start -- --json`. */
export interface ProductInfo extends DemoSignIns {
  url: string;
  /** Postgres as its owner: for a test's own eyes, never for the Workers. */
  sqlUrl: string;
  /** Changes when the runtime is restarted; DATA/run.json has the one of the moment. */
  workerdPid: number;
  dataDir: string;
}

export interface Product {
  info: ProductInfo;
  /** The start itself, for tests that end it in a hard way. */
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts the whole product for a test as `npm start` does, and answers when it is ready to be used.
 * @throws Error with everything the start said when it ends before that.
 */
export async function startProduct(options: {
  port: number;
  dataDir: string;
  reset?: boolean;
  env?: Readonly<Record<string, string>>;
}): Promise<Product> {
  const root = join(import.meta.dirname, "..", "..");
  const args = [
    "scripts/run.mjs",
    "scripts/start.ts",
    "--json",
    "--port",
    String(options.port),
    "--data",
    options.dataDir,
  ];
  const child = spawn(process.execPath, [...args, ...(options.reset === false ? [] : ["--reset"])], {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  let said = "";
  let out = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const line = await new Promise<string | null>((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      if (out.includes("\n")) resolve(out.slice(0, out.indexOf("\n")));
    });
    void ended.then(() => resolve(null));
  });
  if (line === null || child.pid === undefined) throw new Error(`The product did not start:\n${said}${out}`);
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { info: JSON.parse(line) as ProductInfo, pid: child.pid, stop };
}
