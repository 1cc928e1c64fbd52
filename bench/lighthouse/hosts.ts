/**
 * Lighthouse (phone profile) on host pages with and without the assistant, in turns: `npm run bench:lighthouse -- --hosts`.
 *
 * The pages are those of /demo of a running Parlor: plain, under the strictest policy, and as an app. Without the
 * assistant they are the same bytes less its script tag. Of each it takes the best run, since other work of the machine
 * only ever adds. Exits 1 where a score is lower with the assistant, layout shift higher, or one of the page's long tasks
 * is the assistant's: the page's whole blocking time is shown, but on a busy machine it is not the same twice.
 */
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { findChromium } from "../../scripts/local/chromium";

const DEBUG_PORT = 9224;
const PAGES = { plain: "/demo", "strict policy": "/demo/strict", app: "/demo/app" } as const;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;
const COSTS = ["total-blocking-time", "blocked by the assistant", "cumulative-layout-shift"] as const;
const LONG_MS = 50;
const TAG = /<script src="\/embed\.js"[^>]*><\/script>/;

type Figures = Record<(typeof CATEGORIES)[number] | (typeof COSTS)[number], number>;

/** True: nowhere does the assistant cost anything. */
export async function benchHosts(url: string, runs: number): Promise<boolean> {
  const site = await startSite(url);
  const browser = await chromium.launch({
    executablePath: findChromium() ?? "chromium",
    args: ["--no-sandbox", `--remote-debugging-port=${DEBUG_PORT}`],
  });
  let isFree = true;
  try {
    for (const [name, path] of Object.entries(PAGES)) {
      const found: Record<"without" | "with", Figures[]> = { without: [], with: [] };
      for (let run = 0; run < runs; run += 1) {
        // The first to come pays for what the machine has not read yet: each is first in turn.
        const order = run % 2 === 0 ? (["without", "with"] as const) : (["with", "without"] as const);
        for (const way of order) found[way].push(await figuresOf(`${site.origin}${path}?${way}`));
      }
      const [without, withIt] = [bestOf(found.without), bestOf(found.with)];
      console.log(`\n${name}, best of ${runs}`);
      for (const id of [...CATEGORIES, ...COSTS]) {
        const isShown = id === "total-blocking-time";
        const isWorse = !isShown && (isCost(id) ? withIt[id] > without[id] : withIt[id] < without[id]);
        if (isWorse) isFree = false;
        console.log(
          `  ${id.padEnd(24)} without ${show(without[id])}, with ${show(withIt[id])}${isWorse ? "  WORSE" : ""}`,
        );
      }
    }
  } finally {
    await browser.close();
    await site.stop();
  }
  return isFree;
}

async function figuresOf(address: string): Promise<Figures> {
  const result = await lighthouse(address, {
    ...{ port: DEBUG_PORT, onlyCategories: [...CATEGORIES], logLevel: "error" },
  });
  if (!result || result.lhr.runtimeError) throw new Error(`Lighthouse read nothing at ${address}.`);
  const { categories, audits } = result.lhr;
  const asked = result.artifacts.DevtoolsLog.some(
    (entry) => entry.method === "Network.requestWillBeSent" && entry.params.request.url.endsWith("/embed.js"),
  );
  if (asked !== address.endsWith("?with")) throw new Error(`The page ${address} is not what it says.`);
  return Object.fromEntries([
    ...CATEGORIES.map((id) => [id, Math.round((categories[id]?.score ?? 0) * 100)]),
    ["total-blocking-time", audits["total-blocking-time"]?.numericValue ?? Number.NaN],
    ["blocked by the assistant", blockedBy(audits["long-tasks"]?.details)],
    ["cumulative-layout-shift", audits["cumulative-layout-shift"]?.numericValue ?? Number.NaN],
  ]) as Figures;
}

/** Milliseconds by which tasks of the assistant's script are longer than a task may be. */
function blockedBy(details: unknown): number {
  const { items = [] } = (details ?? {}) as { items?: { url?: string; duration?: number }[] };
  return items
    .filter(({ url }) => url?.endsWith("/embed.js"))
    .reduce((sum, { duration = 0 }) => sum + Math.max(0, duration - LONG_MS), 0);
}

function bestOf(figures: readonly Figures[]): Figures {
  const best = (id: keyof Figures) => (isCost(id) ? Math.min : Math.max)(...figures.map((each) => each[id]));
  return Object.fromEntries([...CATEGORIES, ...COSTS].map((id) => [id, best(id)])) as Figures;
}

const isCost = (id: string): boolean => COSTS.some((cost) => cost === id);

const show = (value: number): string => String(Math.round(value * 1_000) / 1_000);

/** The product's pages at an origin of their own; `?without` takes the tag out of them. */
async function startSite(url: string): Promise<{ origin: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? "/", url);
    void fetch(asked)
      .then(async (answer) => {
        const headers = Object.fromEntries(answer.headers);
        for (const name of ["content-encoding", "content-length", "transfer-encoding"]) delete headers[name];
        const isPage = headers["content-type"]?.startsWith("text/html") === true;
        const body = isPage ? await answer.text() : Buffer.from(await answer.arrayBuffer());
        const isWithout = asked.search === "?without";
        response.writeHead(answer.status, headers);
        response.end(isWithout && typeof body === "string" ? body.replace(TAG, "") : body);
      })
      .catch(() => response.writeHead(502).end());
  });
  await new Promise<void>((done) => server.listen(0, "localhost", done));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
