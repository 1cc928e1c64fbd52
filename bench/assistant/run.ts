/**
 * `npm run bench:assistant`: what the assistant adds to a provider's first token with 100 visitors on one tenant, and how
 * soon it begins with the built-in model. From the visitor's message on the socket to the first delta: guard, retrieval,
 * quota, routing and metering are in it.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProduct } from "../../scripts/local/product";
import { makeOperator, setTier } from "../../tests/clients/support/keys";
import { askSession, makeProject, signInOwner, teach, VisitorSocket } from "../../tests/support/assistant-site";
import { cpuMsOf, loadAverage } from "../measure/cpu";
import { parseBenchOptions } from "../measure/options";
import { percentilesOf } from "../measure/percentiles";
import { round3 } from "../measure/spread";
import { tableOf } from "../measure/table";
import { callOnce, closeConnections, type Target } from "../ttft/call";

const SOCKETS = 100;
/** Visitors write when they have read: not all in one moment. */
const SPREAD_MS = 10_000;
const DIRECTIVE = "[[tokens=40 first=50 delay=20]]";
const QUESTION = "How long do standard parcels to Norway take?";
const RETURNS = `# Shipping\n\nStandard parcels to Norway take four working days.\n\n${Array.from(
  { length: 60 },
  (_, nth) => `# Topic ${nth}\n\nParcel type ${nth} travels for ${nth + 2} working days and weighs ${nth} kg at most.`,
).join("\n\n")}`;

const options = parseBenchOptions("bench:assistant", { out: "bench-assistant.json", port: 8970 });
const say = (line: string) => void process.stdout.write(`${line}\n`);
const rounds = options.quick ? { together: 1, alone: 10 } : { together: 3, alone: 60 };
const stops: (() => unknown)[] = [];

try {
  const provider = await startProvider(options.port);
  const dataDir = options.dir ?? mkdtempSync(join(tmpdir(), "parlor-assistant-"));
  stops.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const models = [{ id: "small", upstream: "fake-small", price: { prompt: 1, completion: 2 } }];
  const product = await startProduct({
    port: options.port + 1,
    dataDir,
    env: {
      AI_PROVIDERS: JSON.stringify([{ id: "fake", kind: "openai-compatible", baseUrl: provider, key: "any", models }]),
    },
  });
  stops.push(() => product.stop());
  const { info } = product;
  await setTier(info, "enterprise", await makeOperator(info));
  const owner = await signInOwner(info);
  const projectWith = async (model: string, minConfidence: number | null) => {
    const project = await makeProject(owner, model);
    await owner("PATCH", `projects/${project.id}`, { version: project.version, model, minConfidence });
    await teach(owner, info.url, project.id, "returns.md", RETURNS);
    return project.publicKey;
  };
  // The directive is no word of the documents: it must not make the assistant abstain.
  const shop = await projectWith("fake/small", 0);
  const own = await projectWith("parlor/extract", null);
  // Settings may be read from an isolate's memory for a few seconds.
  await new Promise((done) => setTimeout(done, 5_000));

  const direct: Target = {
    name: "direct",
    url: provider,
    headers: { authorization: "Bearer any" },
    model: "fake-small",
  };
  const visitors: VisitorSocket[] = [];
  for (let nth = 0; nth < SOCKETS; nth++) {
    visitors.push(await VisitorSocket.open(info.url, await askSession(info.url, shop)));
  }
  stops.push(() => visitors.forEach((visitor) => visitor.close()));
  for (const visitor of visitors.slice(0, 3)) await visitor.ask(`${DIRECTIVE} ${QUESTION}`);
  const many: number[] = [];
  const plain: number[] = [];
  let cpuMs = 0;
  for (let round = 0; round < rounds.together; round++) {
    // The provider alone under the same load, then through the assistant.
    plain.push(...(await spread(visitors, async () => (await callOnce(direct, `${DIRECTIVE} ${QUESTION}`)).firstMs)));
    const before = cpuMsOf([info.workerdPid]);
    many.push(...(await spread(visitors, async (visitor) => firstOf(await visitor.ask(`${DIRECTIVE} ${QUESTION}`)))));
    cpuMs += cpuMsOf([info.workerdPid]) - before;
  }
  const alone: number[] = [];
  for (let nth = 0; nth < rounds.alone; nth++) {
    const visitor = await VisitorSocket.open(info.url, await askSession(info.url, own));
    const first = firstOf(await visitor.ask(QUESTION));
    if (nth >= 3) alone.push(first);
    visitor.close();
  }
  report(percentilesOf(plain), percentilesOf(many), percentilesOf(alone), cpuMs / many.length);
} finally {
  closeConnections();
  for (const stop of stops.toReversed()) await stop();
}

function firstOf({ message, firstMs }: Awaited<ReturnType<VisitorSocket["ask"]>>): number {
  if (message.state !== "complete" || message.outcome !== "answered" || Number.isNaN(firstMs)) {
    throw new Error(`No whole answer: ${JSON.stringify(message)}`);
  }
  return firstMs;
}

/** Everybody once, at moments of their own. */
function spread(all: readonly VisitorSocket[], ask: (visitor: VisitorSocket) => Promise<number>): Promise<number[]> {
  return Promise.all(
    all.map(async (visitor, nth) => {
      await new Promise((done) => setTimeout(done, (SPREAD_MS * nth) / all.length));
      return ask(visitor);
    }),
  );
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

type Figures = ReturnType<typeof percentilesOf>;

function report(plain: Figures, many: Figures, alone: Figures, cpuMsPerAnswer: number): void {
  say(
    tableOf(
      ["ms to the first token", "p50", "p95", "p99"],
      [
        ["the provider itself", ...[plain.p50, plain.p95, plain.p99].map(round3)],
        [`the assistant, ${SOCKETS} sockets`, ...[many.p50, many.p95, many.p99].map(round3)],
        ["the built-in model, one visitor", ...[alone.p50, alone.p95, alone.p99].map(round3)],
      ],
    ),
  );
  const gates = [
    { name: `${SOCKETS} sockets, p95 over the provider's own p95`, value: many.p95 - plain.p95, bound: 400 },
    { name: "built-in model, p50", value: alone.p50, bound: 60 },
  ];
  for (const { name, value, bound } of gates)
    say(`${value <= bound ? "pass" : "FAIL"}  ${name}: ${round3(value)} ms (at most ${bound})`);
  say(`CPU of the runtime per answer of 40 tokens: ${round3(cpuMsPerAnswer)} ms.`);
  const load = loadAverage();
  const profile = options.quick ? "quick" : "full";
  say(
    `Profile ${profile}: ${SOCKETS} sockets on one tenant, each asks ${rounds.together} times, within ${SPREAD_MS / 1000} s.`,
  );
  say(`Load average ${load}: on a busy machine the tails are its own.`);
  process.exitCode = gates.every(({ value, bound }) => value <= bound) ? 0 : 1;
  void writeFile(options.out, JSON.stringify({ plain, many, alone, cpuMsPerAnswer, gates, profile, load }, null, 2));
}
