import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLEAN, PLANTS } from "./plants";

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "parlor-canary-"));

interface Diagnostic {
  /** An idle directive breaks no rule and has none. */
  code?: string;
  message: string;
  help?: string;
  filename: string;
}
let diagnostics: Diagnostic[] = [];

function plant(path: string, source: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), source);
}

beforeAll(() => {
  for (const { path, source } of PLANTS) plant(path, source);
  for (const [path, source] of Object.entries(CLEAN)) plant(path, source);
  mkdirSync(join(folder, "scripts/lint"), { recursive: true });
  for (const file of [".oxlintrc.json", "tsconfig.json", "scripts/lint/parlor.mjs"])
    copyFileSync(join(root, file), join(folder, file));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const oxlint = spawnSync(join(root, "node_modules/.bin/oxlint"), ["--type-aware", "--format", "json"], {
    cwd: folder,
    encoding: "utf8",
  });
  diagnostics = (JSON.parse(oxlint.stdout) as { diagnostics: Diagnostic[] }).diagnostics;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("lint still looks", () => {
  it.each(PLANTS)("reports $rule in $path", ({ path, rule, says }) => {
    const here = diagnostics.filter(({ filename }) => filename === path);
    expect(here.map(({ code, message }) => code?.replace(/^.*\((.*)\)$/, "$1") ?? message)).toContain(rule);
    if (says !== undefined)
      expect(here.map(({ message, help }) => `${message} ${help ?? ""}`).join("\n")).toContain(says);
  });

  it.each(Object.keys(CLEAN))("reports nothing in %s", (path) => {
    expect(diagnostics.filter(({ filename }) => filename === path)).toEqual([]);
  });
});
