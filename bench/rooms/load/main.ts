/** The load generator: one process, every viewer of the room. Driven over its fork's channel (see job.ts). */
import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@/lib/platform/ids";
import { createFrameReader } from "./frames";
import type { FromLoad, LoadJob, LoadResult, ToLoad } from "./job";
import { openViewer, type Viewer } from "./viewer";

const CONNECT_AT_ONCE = 25;
const SETTLE_WITHIN_MS = 20_000;

const say = (message: FromLoad) => void process.send?.(message);
let go: () => void = () => {};

process.on("message", (message: ToLoad) => {
  if (message.type === "go") go();
  else
    run(message.job).then(
      (result) => say({ type: "done", result }),
      (error: unknown) => say({ type: "failed", message: String(error) }),
    );
});

process.once("disconnect", () => process.exit());

async function run(job: LoadJob): Promise<LoadResult> {
  const read = createFrameReader(job.dialect);
  const sentAt = new Map<string, number>();
  let ackMs: number[] = [];
  let deliveries = 0;
  let frames = 0;
  let lags = 0;
  let fault: string | null = null;
  let onAck: () => void = () => {};
  let onProgress: () => void = () => {};

  const viewers: Viewer[] = [];
  for (let from = 0; from < job.people.length; from += CONNECT_AT_ONCE) {
    const group = job.people.slice(from, from + CONNECT_AT_ONCE).map((person) =>
      openViewer(job, person, {
        read,
        acknowledged(clientId) {
          const sent = sentAt.get(clientId);
          if (sent === undefined) return;
          sentAt.delete(clientId);
          ackMs.push(performance.now() - sent);
          onAck();
        },
        progressed(_seq, events) {
          deliveries += events;
          frames += 1;
          onProgress();
        },
        lagged: () => void (lags += 1),
        fault: (text) => void (fault ??= text),
      }),
    );
    viewers.push(...(await Promise.all(group)));
  }

  let turn = 0;
  const send = () => {
    const clientId = newId();
    const viewer = viewers[turn++ % viewers.length];
    sentAt.set(clientId, performance.now());
    viewer?.send(clientId, clientId.padEnd(job.bodyBytes, "x"));
  };

  /** Sends by the job's rhythm, then waits until everybody has everything. Answers how many were sent. */
  async function phase(load: LoadJob["load"], untilMs: number, messagesMax: number): Promise<number> {
    let sent = 0;
    const goal = deliveries;
    const more = () => sent < messagesMax && performance.now() < untilMs && fault === null;
    if (load.kind === "in-flight") {
      onAck = () => {
        if (!more()) return;
        sent += 1;
        send();
      };
      while (sent < load.inFlight && more()) onAck();
      while (more()) await sleep(1);
      onAck = () => {};
    } else {
      const startMs = performance.now();
      while (more()) {
        sent += 1;
        send();
        await sleep(Math.max(0, startMs + (sent * 1000) / load.perSecond - performance.now()));
      }
    }
    await settled(() => deliveries >= goal + sent * viewers.length && sentAt.size === 0);
    return sent;
  }

  function settled(done: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const giveUp = setTimeout(() => {
        fault ??= `${sentAt.size} unacknowledged, ${deliveries} deliveries after ${SETTLE_WITHIN_MS} ms`;
        check();
      }, SETTLE_WITHIN_MS);
      const check = () => {
        if (!done() && fault === null) return;
        clearTimeout(giveUp);
        onProgress = () => {};
        resolve();
      };
      onProgress = check;
      check();
    });
  }

  await phase({ kind: "in-flight", inFlight: 10 }, performance.now() + 5_000, job.warmUp);
  ackMs = [];
  frames = 0;
  lags = 0;
  const warmDeliveries = deliveries;
  await new Promise<void>((resolve) => {
    go = resolve;
    say({ type: "ready" });
  });
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  const messages = await phase(job.load, startMs + job.durationMs, job.messagesMax);
  const elapsedMs = performance.now() - startMs;
  const used = process.cpuUsage(cpu);

  const last = viewers[0]?.seq;
  if (viewers.some((viewer) => viewer.seq !== last)) fault ??= "the viewers did not end at the same place";
  for (const viewer of viewers) viewer.close();
  ackMs.sort((a, b) => a - b);
  const at = (part: number) => ackMs[Math.min(ackMs.length - 1, Math.floor(ackMs.length * part))] ?? Number.NaN;
  return {
    messages,
    elapsedMs,
    ackMs: { p50: at(0.5), p99: at(0.99) },
    deliveries: deliveries - warmDeliveries,
    frames,
    fault,
    lags,
    generatorCpuMs: (used.user + used.system) / 1000 / messages,
  };
}
