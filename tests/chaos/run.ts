/**
 * `node scripts/run.mjs tests/chaos/run.ts [--profile full] [--seed N]`: breaks everything while clients talk, then has a separate program
 * judge the evidence. The last two lines are a count and the same as JSON; exits 1 when something failed.
 */
import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Verdict } from "./checker/records";
import { runScenario } from "./driver/run-scenario";
import { PROFILES, type Scenario } from "./profiles";

const USAGE = "usage: tests/chaos/run.ts [--profile short|full] [--seed N] [--only TEXT] [--port N] [--keep DIR]";

const say = (line: string) => void process.stdout.write(`${line}\n`);
const { profile, seed, ...values } = readOptions();
// Children end with this process, however it ends.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const root = values.keep ?? (await mkdtemp(path.join(tmpdir(), "parlor-chaos-")));
say(
  `chaos, profile ${profile}, seed ${seed}; replay with: node scripts/run.mjs tests/chaos/run.ts --profile ${profile} --seed ${seed}`,
);
let passed = 0;
let failed = 0;
for (const scenario of PROFILES[profile].filter(({ name }) => name.includes(values.only))) {
  const startMs = performance.now();
  const outcome = await attempt(scenario);
  if (outcome.ok) passed += 1;
  else failed += 1;
  say(
    `${outcome.ok ? "PASS" : "FAIL"}  ${scenario.name}: ${outcome.text} (${Math.round((performance.now() - startMs) / 1000)} s)`,
  );
}
if (values.keep === undefined && failed === 0) await rm(root, { recursive: true, force: true });
else say(`evidence: ${root}`);
say(`${passed} passed, ${failed} failed`);
say(JSON.stringify({ suite: "chaos", profile, seed, passed, failed }));
const report = process.env["PARLOR_REPORT"];
if (report) await writeFile(report, JSON.stringify({ passed, failed }));
process.exit(failed > 0 ? 1 : 0);

function readOptions() {
  try {
    const { values: given } = parseArgs({
      options: {
        profile: { type: "string", default: "short" },
        seed: { type: "string", default: String(randomInt(1, 2 ** 31)) },
        only: { type: "string", default: "" },
        port: { type: "string", default: "8880" },
        keep: { type: "string" },
      },
    });
    const { profile: name, seed: text, ...rest } = given;
    if (name !== "short" && name !== "full") throw new Error(`--profile is short or full, not "${name}".`);
    const number = Number(text);
    if (!Number.isSafeInteger(number)) throw new Error(`--seed is a whole number, not "${text}".`);
    return { profile: name, seed: number, ...rest } as const;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    return process.exit(2);
  }
}

async function attempt(scenario: Scenario): Promise<{ ok: boolean; text: string }> {
  const dir = path.join(root, scenario.name.replaceAll(/[^a-z]+/g, "-"));
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  try {
    await runScenario(scenario, { dir, port: Number(values.port), seed, profile, say });
    return judge(scenario, await runChecker(dir));
  } catch (error) {
    return { ok: false, text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function judge({ mustFind }: Scenario, verdict: Verdict): { ok: boolean; text: string } {
  const { totals, counts } = verdict;
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  const facts = `${totals.sends} sends, ${totals.acked} acknowledged, ${totals.delivered} deliveries on ${totals.streams} streams, faults ${JSON.stringify(totals.faults)}`;
  const summary =
    found.map(([kind, count]) => `${count} ${kind}`).join(", ") || "0 lost, 0 duplicated, 0 reordered, 0 phantom";
  if (mustFind) {
    const caught = mustFind.some((kind) => counts[kind] > 0) && counts.hollow === 0;
    return { ok: caught, text: `${caught ? "caught" : "NOT CAUGHT"}: ${summary}; ${facts}` };
  }
  const examples = verdict.ok ? "" : `\n${JSON.stringify(verdict.examples, null, 1)}`;
  return {
    ok: verdict.ok,
    text: `${summary}; Postgres level at most ${totals.levelMsMax} ms after its return; ${facts}${examples}`,
  };
}

/** The checker is a program of its own: it sees the files and nothing else. */
function runChecker(dir: string): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const args = [
      "--import",
      "tsx",
      "--max-old-space-size=4096",
      path.join(import.meta.dirname, "checker/main.ts"),
      dir,
    ];
    execFile(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as Verdict);
      } catch {
        reject(new Error(`The checker gave no verdict: ${stderr || String(error)}`));
      }
    });
  });
}
