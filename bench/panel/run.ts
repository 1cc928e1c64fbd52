/**
 * What showing a streamed answer costs the frame's main thread: 800 tokens of Markdown, one delta each, in the built panel.
 *
 *   npm run embed:build && npm run bench:panel [-- --runs 5]
 *
 * Prints each run and the median of the time that the frame's process spent in tasks of its own while the answer came,
 * less what the same panel spends idle for as long, and exits 1 when it is 200 ms or more. In turns with two others, for
 * scale on a machine of another speed: each token in a frame of its own, which the conversation does not do, and a page
 * that does no more than put each into one paragraph.
 */
import { chromium, type CDPSession, type Page } from "@playwright/test";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { findChromium } from "../../scripts/local/chromium";
import type { EmbedConfig } from "@/lib/projects/protocol";
import { JOIN_MS } from "../../durable-objects/visit/deltas";
import { DELTAS } from "./answer";
import { servePanel } from "./serve";

const GATE_MS = 200;
/** After the last frame: copying, sources, the tools below the answer. */
const SETTLE_MS = 500;
const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });

const config: EmbedConfig = {
  project: "pa_bench",
  version: "1",
  theme: {
    accent: "#0b5c62",
    scheme: "auto",
    position: "right",
    offsetX: 20,
    offsetY: 20,
    radius: "medium",
    icon: "chat",
    logoUrl: null,
  },
  language: "en",
  texts: { name: "Bench", greeting: "Hello.", placeholder: "Ask", suggestions: ["Tell me all"], notice: "" },
  anonymous: true,
  consent: false,
  turnstileSiteKey: null,
  origins: [],
  state: "open",
};

const WAYS = {
  panel: { path: `/embed/${config.project}`, joinMs: JOIN_MS, shown: "article.answer:not(.running) h3" },
  "panel, a frame for each token": {
    ...{ path: `/embed/${config.project}`, joinMs: 0, shown: "article.answer:not(.running) h3" },
  },
  "plain text, a frame for each token": { path: "/plain", joinMs: 0, shown: "p" },
} as const;
type Way = keyof typeof WAYS;
const NAMES = Object.keys(WAYS) as Way[];

let answered = (): void => undefined;
let joinMs = 0;
const script = () => ({ deltas: DELTAS, citations: [], joinMs });
const served = await servePanel(process.cwd(), config, script, () => answered());
const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium", args: ["--no-sandbox"] });
try {
  const costs = Object.fromEntries(NAMES.map((name) => [name, [] as number[]])) as Record<Way, number[]>;
  for (let run = 0; run < Number(values.runs); run += 1) {
    for (const name of NAMES) {
      const page = await browser.newPage({ viewport: { width: 360, height: 480 } });
      costs[name].push(await costOf(page, WAYS[name]));
      await page.close();
    }
    console.log(`run ${run + 1}: ${NAMES.map((name) => `${name} ${costs[name].at(-1)?.toFixed(0)} ms`).join("; ")}`);
  }
  const plain = medianOf(costs["plain text, a frame for each token"]);
  for (const name of NAMES) {
    const median = medianOf(costs[name]);
    console.log(
      `${name}: median ${median.toFixed(0)} ms for ${DELTAS.length} tokens, ${(median / plain).toFixed(2)} of plain text`,
    );
  }
  const isWithin = medianOf(costs.panel) < GATE_MS;
  console.log(`bound ${GATE_MS} ms of the main thread: ${isWithin ? "held" : "NOT HELD"}`);
  if (!isWithin) process.exitCode = 1;
} finally {
  await browser.close();
  await served.stop();
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** The panel by itself is a page, too: then the tab's main thread is the panel's alone. */
async function costOf(page: Page, way: (typeof WAYS)[Way]): Promise<number> {
  joinMs = way.joinMs;
  await page.goto(`${served.url}${way.path}`);
  const cdp = await page.context().newCDPSession(page);
  // Of the processor, not of the clock: others may use the machine, too.
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.getByRole("button", { name: "Tell me all" }).click();
  const [beforeMs, fromMs] = [await taskMs(cdp), performance.now()];
  // Told by the server: a test that looks into the page again and again would be measured, too.
  await new Promise<void>((done) => (answered = done));
  await pause(SETTLE_MS);
  const [afterMs, untilMs] = [await taskMs(cdp), performance.now()];
  if (((await page.locator(way.shown).first().textContent()) ?? "").length === 0)
    throw new Error("There is no answer.");
  const idleFromMs = await taskMs(cdp);
  await pause(untilMs - fromMs);
  return afterMs - beforeMs - ((await taskMs(cdp)) - idleFromMs);
}

/** Script, style, layout and the rest of what tasks did so far; painting is another thread's. */
async function taskMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1_000;
}
