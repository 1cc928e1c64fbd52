/**
 * Lighthouse (desktop profile) on the room page of a running Parlor, signed in as a demo person.
 *
 *   npm start -- --port 9100 --data /tmp/lh --json   (in another terminal)
 *   npm run bench:lighthouse -- --url http://localhost:9100 [--runs 3]
 *
 * Prints the median scores and exits 1 when performance is under 95 or accessibility under 100. With `--hosts` it is
 * about other people's pages: see hosts.ts.
 */
import { chromium } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import { parseArgs } from "node:util";
import { findChromium } from "../../scripts/local/chromium";
import { benchHosts } from "./hosts";
import { UNSCORED_AUDITS } from "./scored";

const GATES = { performance: 95, accessibility: 100 } as const;
const DEBUG_PORT = 9223;

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:8787" },
    email: { type: "string", default: "ada@demo.example" },
    password: { type: "string", default: "parlor-demo" },
    runs: { type: "string", default: "3" },
    hosts: { type: "boolean", default: false },
  },
});

if (values.hosts) process.exit((await benchHosts(values.url, Number(values.runs))) ? 0 : 1);

const browser = await chromium.launch({
  executablePath: findChromium() ?? "chromium",
  args: ["--no-sandbox", `--remote-debugging-port=${DEBUG_PORT}`],
});
try {
  // The browser's own context: the one Lighthouse opens its tab in, so that the cookie is there.
  const cdp = await chromium.connectOverCDP(`http://127.0.0.1:${DEBUG_PORT}`);
  const context = cdp.contexts()[0] ?? (await cdp.newContext());
  const page = await context.newPage();
  await page.goto(`${values.url}/sign-in`);
  await page.getByLabel("E-mail").fill(values.email);
  await page.getByLabel("Password", { exact: true }).fill(values.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/rooms/);
  await page
    .getByRole("link", { name: /general/ })
    .first()
    .click();
  await page.waitForURL(/\/rooms\/[0-9a-f-]{36}/);
  const roomUrl = page.url();
  await page.close();

  const scores: Record<keyof typeof GATES, number[]> = { performance: [], accessibility: [] };
  for (let run = 0; run < Number(values.runs); run += 1) {
    const result = await lighthouse(
      roomUrl,
      {
        port: DEBUG_PORT,
        onlyCategories: Object.keys(GATES),
        disableStorageReset: true,
        skipAudits: UNSCORED_AUDITS,
        logLevel: "error",
      },
      desktopConfig,
    );
    for (const name of Object.keys(GATES) as (keyof typeof GATES)[]) {
      scores[name].push(Math.round((result?.lhr.categories[name]?.score ?? 0) * 100));
    }
    const audits = result?.lhr.audits ?? {};
    const shown = [
      "first-contentful-paint",
      "largest-contentful-paint",
      "total-blocking-time",
      "cumulative-layout-shift",
    ];
    console.log(`run ${run + 1}: ${shown.map((id) => `${id} ${audits[id]?.displayValue ?? "-"}`).join(", ")}`);
    const failed = Object.values(audits).filter(
      (audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== "informative",
    );
    if (failed.length > 0) console.log(`  below 0.9: ${failed.map((audit) => audit.id).join(", ")}`);
  }
  for (const [name, values] of Object.entries(scores)) {
    const median = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const gate = GATES[name as keyof typeof GATES];
    console.log(
      `${name}: median ${median} of [${values.join(", ")}], gate ${gate}: ${median >= gate ? "PASS" : "FAIL"}`,
    );
    if (median < gate) process.exitCode = 1;
  }
} finally {
  await browser.close();
}
