/**
 * `npm run test:seeded [-- WORD...]`: plants each bug of the catalogue (or those whose text has one of the words) in a copy of the
 * working tree, and wants its tests to fail there; first without a bug, when they must pass. Some minutes; not part of CI.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { SEEDED_BUGS } from "./catalogue";
import type { SeededBug } from "./seeded-bug";

const root = resolve(import.meta.dirname, "../..");
const words = process.argv.slice(2);
const bugs = SEEDED_BUGS.filter(
  (bug) => words.length === 0 || words.some((word) => `${bug.breaks} ${bug.what}`.includes(word)),
);
const copy = mkdtempSync(join(tmpdir(), "parlor-seeded-"));

try {
  copyTree();
  const red = provenGreen();
  const missed = bugs.filter((bug) => !isFound(bug));
  process.stdout.write(`${bugs.length - missed.length} bugs found, ${missed.length} missed\n`);
  process.exitCode = missed.length > 0 || red ? 1 : 0;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** Every file git knows or would add, so that what is not committed yet counts too. */
function copyTree(): void {
  const list = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const file of list.stdout.toString().split("\0").filter(Boolean)) {
    cpSync(join(root, file), join(copy, file), { recursive: true, errorOnExist: false });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
}

/** True when tests fail without any bug: their failing later would prove nothing. */
function provenGreen(): boolean {
  let red = false;
  for (const project of ["unit", "workers", "db"] as const) {
    const tests = [...new Set(bugs.filter((bug) => bug.project === project).flatMap((bug) => bug.tests))];
    if (tests.length === 0 || passes(project, tests)) continue;
    process.stdout.write(`${project}: red without a bug\n`);
    red = true;
  }
  return red;
}

function isFound(bug: SeededBug): boolean {
  const path = join(copy, bug.file);
  const text = readFileSync(path, "utf8");
  if (text.split(bug.find).length !== 2) {
    process.stdout.write(`stale   ${bug.breaks}  ${bug.what}: its text is not in ${bug.file} exactly once\n`);
    return false;
  }
  writeFileSync(
    path,
    text.replace(bug.find, () => bug.replace),
  );
  const startedMs = Date.now();
  const found = !passes(bug.project, bug.tests);
  writeFileSync(path, text);
  const seconds = Math.round((Date.now() - startedMs) / 1_000);
  process.stdout.write(`${found ? "found " : "MISSED"}  ${bug.breaks}  ${bug.what}  (${bug.project}, ${seconds} s)\n`);
  return found;
}

function passes(project: SeededBug["project"], tests: readonly string[]): boolean {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  return spawnSync("node", [vitest, "run", "--project", project, ...tests], { cwd: copy }).status === 0;
}
