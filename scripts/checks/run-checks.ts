import { existsSync, readFileSync } from "node:fs";
import { bundleEmbed, EMBED_MANIFEST } from "../local/embed";
import { weighEmbed } from "../local/embed-size";
import { runTool } from "../local/tool";
import type { Tally } from "../testing/tally";
import { copyMigrations } from "./copy-migrations";
import { workerTypesAreTrue } from "./worker-types";

interface Check {
  name: string;
  run(): Promise<{ ok: boolean; output: string }>;
}

const tool = (name: string, program: string, ...args: string[]): Check => ({
  name,
  run: async () => {
    const { code, output } = await runTool(program, args);
    return { ok: code === 0, output };
  },
});

/** What CI looks at first. Lint itself is watched by tests/lint-canary, which `unit` runs too. */
const CHECKS: readonly Check[] = [
  { name: "worker types", run: workerTypesAreTrue },
  tool("types", "tsc", "--noEmit"),
  tool("types of the embed", "tsc", "--noEmit", "-p", "embed"),
  { name: "size and addresses of the embed", run: embedIsTrue },
  tool("lint", "oxlint", "--type-aware", "--deny-warnings"),
  tool("format", "oxfmt", "--check"),
  tool("unused code", "knip"),
  tool("migrations", "drizzle-kit", "check"),
  { name: "schema and migrations agree", run: schemaAgrees },
  tool("lint canary", "vitest", "run", "--project", "unit", "tests/lint-canary"),
  tool("docs", "node", "scripts/run.mjs", "scripts/docs-check.ts"),
];

/** Runs every check; one line each, and the output of those that failed. */
export async function runChecks(): Promise<Tally> {
  const tally = { passed: 0, failed: 0 };
  for (const { name, run } of CHECKS) {
    const startedMs = performance.now();
    const { ok, output } = await run();
    tally[ok ? "passed" : "failed"]++;
    console.log(`${ok ? "ok    " : "FAILED"} ${name} (${((performance.now() - startedMs) / 1000).toFixed(1)} s)`);
    if (!ok) console.log(output.trimEnd());
  }
  return tally;
}

/** Within its bounds, and the committed addresses are those of these sources. */
async function embedIsTrue(): Promise<{ ok: boolean; output: string }> {
  const built = await bundleEmbed(process.cwd());
  const { ok, lines } = weighEmbed(built);
  const isNamed = readFileSync(EMBED_MANIFEST, "utf8") === built.manifest;
  const more = isNamed ? [] : [`${EMBED_MANIFEST} is not of these sources: npm run embed:build`];
  return { ok: ok && isNamed, output: [...lines, ...more].join("\n") };
}

/** `drizzle-kit generate` into a copy must find nothing to write. */
async function schemaAgrees(): Promise<{ ok: boolean; output: string }> {
  const copy = copyMigrations();
  try {
    const { code, output } = await runTool("drizzle-kit", ["generate", "--config", copy.config]);
    const journal = (folder: string) => readFileSync(`${folder}/meta/_journal.json`, "utf8");
    const ok =
      code === 0 &&
      existsSync(`${copy.folder}/meta/_journal.json`) &&
      journal(copy.folder) === journal("db/migrations");
    return { ok, output: ok ? output : `${output}\nThe schema changed: npm run db:generate` };
  } finally {
    copy.remove();
  }
}
