/**
 * Lighthouse (desktop profile) on the administrators' pages that are read most, signed in as the demo's owner.
 *
 *   npm start -- --port 9100 --data /tmp/lh --json   (in another terminal)
 *   npm run bench:lighthouse:places -- --url http://localhost:9100 [--runs 3]
 *
 * Prints the median scores of each page and exits 1 where performance is under 95 or accessibility under 100.
 */
import { chromium, type BrowserContext } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import { parseArgs } from "node:util";
import { findChromium } from "../../scripts/local/chromium";
import { UNSCORED_AUDITS } from "./scored";

const GATES = { performance: 95, accessibility: 100 } as const;
type Category = keyof typeof GATES;
const CATEGORIES = Object.keys(GATES) as Category[];
const DEBUG_PORT = 9224;
const TENANT = "/demo-company/admin";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:8787" },
    email: { type: "string", default: "ada@demo.example" },
    password: { type: "string", default: "parlor-demo" },
    runs: { type: "string", default: "3" },
  },
});

const browser = await chromium.launch({
  executablePath: findChromium() ?? "chromium",
  args: ["--no-sandbox", `--remote-debugging-port=${DEBUG_PORT}`],
});
try {
  // The browser's own context: the one Lighthouse opens its tab in, so that the cookie is there.
  const cdp = await chromium.connectOverCDP(`http://127.0.0.1:${DEBUG_PORT}`);
  const context = cdp.contexts()[0] ?? (await cdp.newContext());
  for (const path of await signInAndFind(context)) await judge(path);
} finally {
  await browser.close();
}

/** The pages to be measured; that of an assistant's knowledge is the first one's. */
async function signInAndFind(context: BrowserContext): Promise<string[]> {
  const page = await context.newPage();
  await page.goto(`${values.url}/sign-in`);
  await page.getByLabel("E-mail").fill(values.email);
  await page.getByLabel("Password", { exact: true }).fill(values.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/rooms/);
  await page.goto(`${values.url}${TENANT}/projects`);
  const project = await page.locator("[data-slot=project-row] a").first().getAttribute("href");
  await page.close();
  if (project === null) throw new Error("The demo has no assistant.");
  return [`${TENANT}/overview`, `${TENANT}/reports`, `${TENANT}/keys`, `${project}/knowledge`];
}

async function judge(path: string): Promise<void> {
  const scores: Record<Category, number[]> = { performance: [], accessibility: [] };
  const below = new Set<string>();
  for (let run = 0; run < Number(values.runs); run += 1) {
    const result = await lighthouse(
      `${values.url}${path}`,
      {
        port: DEBUG_PORT,
        onlyCategories: CATEGORIES,
        disableStorageReset: true,
        skipAudits: UNSCORED_AUDITS,
        logLevel: "error",
      },
      desktopConfig,
    );
    for (const name of CATEGORIES) scores[name].push(Math.round((result?.lhr.categories[name]?.score ?? 0) * 100));
    for (const audit of Object.values(result?.lhr.audits ?? {}))
      if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== "informative") below.add(audit.id);
  }
  for (const name of CATEGORIES) {
    const median = scores[name].toSorted((a, b) => a - b)[Math.floor(scores[name].length / 2)] ?? 0;
    const passed = median >= GATES[name];
    console.log(
      `${path} ${name}: median ${median} of [${scores[name].join(", ")}], gate ${GATES[name]}: ${passed ? "PASS" : "FAIL"}`,
    );
    if (!passed) process.exitCode = 1;
  }
  if (below.size > 0) console.log(`  below 0.9: ${[...below].join(", ")}`);
}
