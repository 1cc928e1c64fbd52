/**
 * `npm run bench:ttft`: what Parlor adds to the time to the first token, over calling the provider directly, on its full
 * path (key, quota, routing, metering), beside a Worker that only passes bytes, one that makes a row durable and passes
 * them, and Portkey's gateway, in the same run.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProduct } from "../../scripts/local/product";
import { makeKeys, makeOperator, setTier } from "../../tests/clients/support/keys";
import { cpuMsOf, cpuMsOfTree, loadAverage } from "../measure/cpu";
import { parseBenchOptions } from "../measure/options";
import { percentilesOf } from "../measure/percentiles";
import { round3 } from "../measure/spread";
import { tableOf } from "../measure/table";
import { startFakeProvider } from "../../tests/support/fake-provider/start-fake-provider";
import { ABORT_CASES, leaveOnce } from "./abort";
import { startBare } from "./bare";
import { callOnce, closeConnections, type Target, type Timing } from "./call";
import { startLeast } from "./least";
import { startPortkey } from "./portkey";

const MODEL = "fake-small";
const TOKENS = 100;
const PROMPT = `[[tokens=${TOKENS} first=50 delay=10]]`;
const STREAMS = 20;
/** What a call costs without what its answer costs. */
const SHORT = "[[tokens=1 first=10 delay=0]]";

const options = parseBenchOptions("bench:ttft", { out: "bench-ttft.json", port: 8960 });
const say = (line: string) => void process.stdout.write(`${line}\n`);
const rounds = options.quick
  ? { alone: 40, together: 3, short: 6, left: 5 }
  : { alone: 150, together: 10, short: 20, left: 20 };
const stops: (() => unknown)[] = [];

try {
  const provider = await startProvider(options.port);
  // In this process, so that it can be asked when its connections were closed.
  const watched = await startFakeProvider({ port: options.port + 4 });
  stops.push(() => watched.close());
  const dataDir = options.dir ?? mkdtempSync(join(tmpdir(), "parlor-ttft-"));
  stops.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const price = { prompt: 1, completion: 2 };
  const models = [{ id: "small", upstream: MODEL, price }];
  const product = await startProduct({
    port: options.port + 1,
    dataDir,
    env: {
      AI_PROVIDERS: JSON.stringify([
        { id: "fake", kind: "openai-compatible", baseUrl: provider, key: "any", models },
        { id: "left", kind: "openai-compatible", baseUrl: watched.url, key: "any", models },
      ]),
    },
  });
  stops.push(() => product.stop());
  await setTier(product.info, "enterprise", await makeOperator(product.info));
  const keys = await makeKeys(product.info);
  const bare = await startBare(options.port + 2, provider);
  stops.push(() => bare.stop());
  const least = await startLeast(options.port + 5, provider);
  stops.push(() => least.stop());
  const portkey = await startPortkey(options.port + 3, say);
  if (portkey) stops.push(() => portkey.stop());

  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const targets: Target[] = [
    { name: "direct", url: provider, headers: bearer("any"), model: MODEL },
    { name: "parlor", url: `${product.info.url}/v1`, headers: bearer(keys.all), model: "fake/small" },
    { name: "bare Worker", url: bare.url, headers: bearer("any"), model: MODEL },
    { name: "least metering", url: least.url, headers: bearer("any"), model: MODEL },
    ...(portkey
      ? [
          {
            ...{ name: "Portkey 1.15.2", url: portkey.url, model: MODEL },
            headers: { ...bearer("any"), "x-portkey-provider": "openai", "x-portkey-custom-host": provider },
          },
        ]
      : []),
  ];
  const cpuOf: Record<string, () => number> = {
    parlor: () => cpuMsOf([product.info.workerdPid]),
    ...(bare.pid === null ? {} : { "bare Worker": () => cpuMsOf([bare.pid ?? 0]) }),
    ...(least.pid === null ? {} : { "least metering": () => cpuMsOf([least.pid ?? 0]) }),
    ...(portkey ? { "Portkey 1.15.2": () => cpuMsOfTree(portkey.pid) } : {}),
  };

  // The same prompt, all warm; the targets take turns, so that a busy moment meets each of them.
  for (const target of targets)
    for (let nth = 0; nth < 30; nth++)
      await Promise.all(Array.from({ length: STREAMS }, () => callOnce(target, SHORT)));
  const alone = await inTurns(targets, rounds.alone, (target) => [callOnce(target, "[[tokens=5 first=50 delay=10]]")]);
  const cpuMs = new Map<string, number>();
  const shortMs = new Map<string, number>();
  const noteIn = (sums: Map<string, number>) => (target: Target, begin: boolean) => {
    const now = cpuOf[target.name]?.() ?? 0;
    sums.set(target.name, (sums.get(target.name) ?? 0) + (begin ? -now : now));
  };
  const streams = (prompt: string) => (target: Target) =>
    Array.from({ length: STREAMS }, () => callOnce(target, prompt));
  await inTurns(targets, rounds.short, streams(SHORT), noteIn(shortMs));
  const together = await inTurns(targets, rounds.together, streams(PROMPT), noteIn(cpuMs));
  report(targets, alone, together, { cpuMs, shortMs });
  const leaver = { ...targets[1], model: "left/small" } as Target;
  for (const each of ABORT_CASES) {
    const ms: number[] = [];
    for (let nth = 0; nth < rounds.left; nth++) ms.push(await leaveOnce(watched, leaver, each));
    const { p50, max } = { p50: percentilesOf(ms).p50, max: Math.max(...ms) };
    say(`A caller leaves ${each.name}: the provider hears of it after ${p50} ms, at most ${max} (100)`);
  }
} finally {
  closeConnections();
  for (const stop of stops.toReversed()) await stop();
}

async function startProvider(port: number): Promise<string> {
  const child = spawn(process.execPath, ["scripts/run.mjs", "bench/ttft/provider.ts", String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  stops.push(() => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding("utf8").once("data", (line: string) => resolve(line.trim()));
    child.once("exit", () => reject(new Error("The provider did not start.")));
  });
}

async function inTurns(
  all: readonly Target[],
  times: number,
  start: (target: Target) => Promise<Timing>[],
  mark: (target: Target, begin: boolean) => void = () => undefined,
): Promise<Map<string, Timing[]>> {
  const timings = new Map(all.map(({ name }) => [name, [] as Timing[]]));
  for (let round = 0; round < times; round++) {
    for (const target of all) {
      mark(target, true);
      timings.get(target.name)?.push(...(await Promise.all(start(target))));
      mark(target, false);
    }
  }
  return timings;
}

function report(
  all: readonly Target[],
  alone: Map<string, Timing[]>,
  together: Map<string, Timing[]>,
  { cpuMs, shortMs }: { cpuMs: Map<string, number>; shortMs: Map<string, number> },
): void {
  const first = (timings: Map<string, Timing[]>, name: string) =>
    percentilesOf((timings.get(name) ?? []).map(({ firstMs }) => firstMs));
  const direct = { alone: first(alone, "direct"), together: first(together, "direct") };
  const figures = all.map(({ name }) => {
    const tokens = (together.get(name) ?? []).reduce((sum, timing) => sum + timing.tokens, 0);
    const cpu = cpuMs.get(name) ?? 0;
    const [one, many] = [first(alone, name), first(together, name)];
    const added = {
      ...{ oneP50: one.p50 - direct.alone.p50, oneP99: one.p99 - direct.alone.p99 },
      ...{ manyP50: many.p50 - direct.together.p50, manyP99: many.p99 - direct.together.p99 },
    };
    const cpuMsPerToken = cpu > 0 ? cpu / tokens : null;
    const cpuMsPerCall = cpu > 0 ? (shortMs.get(name) ?? 0) / (rounds.short * STREAMS) : null;
    const cpuMsPerFurther =
      cpuMsPerToken === null || cpuMsPerCall === null ? null : (cpuMsPerToken * TOKENS - cpuMsPerCall) / (TOKENS - 1);
    return { name, one, many, added, cpuMsPerToken, cpuMsPerCall, cpuMsPerFurther, tokens };
  });
  say(
    tableOf(
      [
        "ms to the first token",
        "1 stream p50",
        "p99",
        "added p50",
        "p99",
        "20 streams p50",
        "p99",
        "added p50",
        "p99",
        "CPU ms a token",
        "a call of one",
        "a further one",
      ],
      figures.map(({ name, one, many, added, cpuMsPerToken, cpuMsPerCall, cpuMsPerFurther }) => [
        name,
        ...[one.p50, one.p99, added.oneP50, added.oneP99].map(round3),
        ...[many.p50, many.p99, added.manyP50, added.manyP99].map(round3),
        ...[cpuMsPerToken, cpuMsPerCall, cpuMsPerFurther].map((ms) => (ms === null ? "-" : round3(ms))),
      ]),
    ),
  );
  const parlor = figures.find(({ name }) => name === "parlor");
  if (!parlor) throw new Error("Parlor was not measured.");
  const gates = [
    { name: "1 stream, added p50", value: parlor.added.oneP50, bound: 2 },
    { name: "1 stream, added p99", value: parlor.added.oneP99, bound: 8 },
    { name: "20 streams at 100 tokens/s, added p50", value: parlor.added.manyP50, bound: 18 },
    { name: "CPU ms per relayed token", value: parlor.cpuMsPerToken ?? Number.NaN, bound: 0.05 },
  ];
  for (const { name, value, bound } of gates)
    say(`${value <= bound ? "pass" : "FAIL"}  ${name}: ${round3(value)} (at most ${bound})`);
  const load = loadAverage();
  say(`Load average ${load}: ratios count, and on a busy machine the tails are its own.`);
  process.exitCode = gates.every(({ value, bound }) => value <= bound) ? 0 : 1;
  void writeFile(options.out, JSON.stringify({ figures, gates, load }, null, 2));
}
