/** The three peers: a bare Durable Object, plain `ws`, socket.io. Each without sign-in, members, dedupe or outbox. */
import { fork, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { buildWorker } from "@/tests/chaos/stack/build-worker";
import { startWorkerd } from "@/tests/chaos/stack/workerd";
import { cpuMsOf } from "../../measure/cpu";
import type { Target } from "./target";

const peersDir = path.join(import.meta.dirname, "../peers");
const nothingToDo = () => Promise.resolve();
const anyRoom = () => Promise.resolve(randomUUID());

/** A Durable Object in `workerd serve`, the same way and with the same flags as ours. */
export async function startBareObject(dir: string, port: number): Promise<Target> {
  await mkdir(dir, { recursive: true });
  await buildWorker(path.join(peersDir, "bare-object.ts"), path.join(dir, "bundle.js"));
  const workerd = await startWorkerd({ dir, port, bundle: "bundle.js", objects: { ROOM: "BareRoom" } });
  return {
    name: "bare object",
    dialect: "plain",
    origin: `ws://127.0.0.1:${port}`,
    openRoom: anyRoom,
    drained: nothingToDo,
    cpuMs: () => cpuMsOf([workerd.pid]),
    stop: () => workerd.kill(),
  };
}

export async function startPlainWs(port: number): Promise<Target> {
  const child = await forkServer("plain-ws.ts", port);
  return nodeTarget("ws, no storage", "plain", port, child);
}

export async function startSocketIo(port: number): Promise<Target> {
  const child = await forkServer("socket-io.ts", port);
  return nodeTarget("socket.io", "socket-io", port, child);
}

function nodeTarget(name: string, dialect: Target["dialect"], port: number, child: ChildProcess): Target {
  return {
    name,
    dialect,
    origin: `ws://127.0.0.1:${port}`,
    openRoom: anyRoom,
    drained: nothingToDo,
    cpuMs: () => cpuMsOf([child.pid ?? 0]),
    async stop() {
      const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function forkServer(file: string, port: number): Promise<ChildProcess> {
  const child = fork(path.join(peersDir, file), [String(port)], { execArgv: ["--import", "tsx"] });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return child;
}
