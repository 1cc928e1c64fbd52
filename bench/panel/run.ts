/**
 * What showing a streamed answer costs the frame's main thread: 800 tokens of Markdown, one delta each, in the built panel.
 *
 *   npm run embed:build && npm run bench:panel [-- --runs 5]
 *
 * Prints each run and the median of the time that the frame's process spent in tasks of its own while the answer came,
 * less what the same panel spends idle for as long, and exits 1 when it is 200 ms or more.
 */
import { chromium, type CDPSession, type Page } from "@playwright/test";
import { parseArgs } from "node:util";
import { findChromium } from "../../scripts/local/chromium";
import type { EmbedConfig } from "@/lib/projects/protocol";
import { DELTAS } from "./answer";
import { servePanel } from "./serve";

const GATE_MS = 200;
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

const served = await servePanel(process.cwd(), config, () => ({ deltas: DELTAS, citations: [] }));
const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium", args: ["--no-sandbox"] });
try {
  const costs: number[] = [];
  for (let run = 0; run < Number(values.runs); run += 1) {
    const page = await browser.newPage({ viewport: { width: 360, height: 480 } });
    costs.push(await costOf(page));
    console.log(`run ${run + 1}: ${costs.at(-1)?.toFixed(0)} ms for ${DELTAS.length} tokens`);
    await page.close();
  }
  const median = costs.toSorted((a, b) => a - b)[Math.floor(costs.length / 2)] ?? Number.NaN;
  console.log(`median ${median.toFixed(0)} ms of main-thread time for ${DELTAS.length} tokens, bound ${GATE_MS} ms`);
  if (!(median < GATE_MS)) process.exitCode = 1;
} finally {
  await browser.close();
  await served.stop();
}

/** The panel by itself is a page, too: then the tab's main thread is the panel's alone. */
async function costOf(page: Page): Promise<number> {
  await page.goto(`${served.url}/embed/${config.project}`);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const start = page.getByRole("button", { name: "Tell me all" });
  await start.waitFor();
  await start.click();
  await page.locator("article.running").waitFor();
  const [beforeMs, fromMs] = [await taskMs(cdp), performance.now()];
  await page.locator("article.answer:not(.running)").waitFor({ timeout: 120_000 });
  const [afterMs, untilMs] = [await taskMs(cdp), performance.now()];
  await page.waitForTimeout(untilMs - fromMs);
  const idleMs = (await taskMs(cdp)) - afterMs;
  return afterMs - beforeMs - idleMs;
}

/** Script, style, layout and the rest of what tasks did so far; painting is another thread's. */
async function taskMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1_000;
}
