import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runChecks } from "../checks/run-checks";
import { ensureBuild } from "../local/build";
import { requireChromium } from "../local/chromium";
import { runTool } from "../local/tool";
import { tallyOf, tallyPlaywright, tallyVitest, type Tally } from "./tally";

/** In the order `npm test` runs them: what is quick and most often wrong comes first. */
export const STAGES: Readonly<Record<string, () => Promise<Tally>>> = {
  check: () => runChecks(),
  unit: () => runVitest("unit"),
  workers: () => runVitest("workers"),
  db: () => runVitest("db"),
  build: async () => {
    await ensureBuild(process.cwd(), console.log);
    return { passed: 1, failed: 0 };
  },
  clients: () => runVitest("clients"),
  browser: runBrowser,
  chaos: runChaos,
};

async function runVitest(project: string): Promise<Tally> {
  const reportPath = freshReport(project);
  const args = [
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportPath}`,
  ];
  const { code } = await runTool("vitest", args, { show: true });
  return tallyOf({ code, reportPath, read: tallyVitest });
}

async function runBrowser(): Promise<Tally> {
  const CHROME_PATH = requireChromium(console.log);
  const reportPath = freshReport("browser");
  const { code } = await runTool("playwright", ["test"], {
    show: true,
    env: { CHROME_PATH, PARLOR_REPORT: reportPath },
  });
  return tallyOf({ code, reportPath, read: tallyPlaywright });
}

/** The short profile; tests/chaos/run.ts writes `{ passed, failed }` where PARLOR_REPORT says. */
async function runChaos(): Promise<Tally> {
  const reportPath = freshReport("chaos");
  const args = ["scripts/run.mjs", "tests/chaos/run.ts", "--profile", "short"];
  const { code } = await runTool("node", args, { show: true, env: { PARLOR_REPORT: reportPath } });
  return tallyOf({ code, reportPath, read: (report) => report as Tally });
}

function freshReport(name: string): string {
  const folder = join(process.cwd(), "test-results", "counts");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.json`);
  rmSync(path, { force: true });
  return path;
}
