import { fork } from "node:child_process";
import path from "node:path";
import type { FromLoad, LoadJob, LoadResult, ToLoad } from "./job";

const BOUND_MS = 90_000;

/**
 * Runs one job in a generator process of its own.
 * @param onReady called when everybody is connected and warm, just before the measured part.
 */
export function runLoad(job: LoadJob, onReady: () => void): Promise<LoadResult> {
  const child = fork(path.join(import.meta.dirname, "main.ts"), { execArgv: ["--import", "tsx"] });
  const tell = (message: ToLoad) => void child.send(message);
  return new Promise<LoadResult>((resolve, reject) => {
    const bound = setTimeout(() => reject(new Error(`The load generator took more than ${BOUND_MS} ms.`)), BOUND_MS);
    child.once("exit", (code) => {
      clearTimeout(bound);
      reject(new Error(`The load generator ended with ${code}.`));
    });
    child.on("message", (message: FromLoad) => {
      if (message.type === "ready") {
        onReady();
        tell({ type: "go" });
      } else if (message.type === "done") resolve(message.result);
      else reject(new Error(message.message));
    });
    tell({ type: "job", job });
  }).finally(() => child.kill("SIGKILL"));
}
