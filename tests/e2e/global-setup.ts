import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Starts the product as a newcomer would, on a free port and a fresh data folder, and hands its one JSON line to the
 * tests. PARLOR_INSTALLATION set by the caller (a path-free JSON line of a running one) is used as it is.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env.PARLOR_INSTALLATION) return async () => {};
  const dataDir = mkdtempSync(join(tmpdir(), "parlor-e2e-"));
  const port = String(await freePort());
  const child = spawn(
    process.execPath,
    ["scripts/run.mjs", "scripts/start.ts", "--json", "--port", port, "--data", dataDir],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  process.env.PARLOR_INSTALLATION = await firstLine(child);
  return async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf("\n");
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.once("exit", (code) => reject(new Error(`The product did not start: it ended with ${code}.`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("No port.")),
      );
    });
  });
}
