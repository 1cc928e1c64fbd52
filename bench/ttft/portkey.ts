/** Portkey's gateway from npm, installed into a temporary folder when it is asked for. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { installAside } from "../../tests/support/install-aside";

const VERSION = "1.15.2";
/** Newer ones break its streams (Portkey-AI/gateway#1389). */
const NODE_SERVER = "1.14.1";
const START_TRIES = 100;

export interface Portkey {
  url: string;
  pid: number;
  stop(): void;
}

/** Null, with a line that says why, where it cannot be had: the benchmark goes on without it. */
export async function startPortkey(port: number, say: (line: string) => void): Promise<Portkey | null> {
  const aside = installAside("portkey", {
    dependencies: { "@portkey-ai/gateway": VERSION },
    overrides: { "@hono/node-server": NODE_SERVER },
  });
  if (!aside) {
    say("Portkey's gateway could not be installed: the run goes on without it.");
    return null;
  }
  const { folder, remove } = aside;
  const entry = join(folder, "node_modules", "@portkey-ai", "gateway", "build", "start-server.js");
  const child = spawn(process.execPath, [entry, `--port=${port}`, "--headless"], { cwd: folder, stdio: "ignore" });
  const stop = () => {
    child.kill("SIGTERM");
    remove();
  };
  for (let nth = 0; nth < START_TRIES && child.exitCode === null; nth++) {
    const answers = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answers && child.pid !== undefined) return { url: `http://127.0.0.1:${port}/v1`, pid: child.pid, stop };
    await new Promise((done) => setTimeout(done, 100));
  }
  stop();
  say("Portkey's gateway did not start: the run goes on without it.");
  return null;
}
