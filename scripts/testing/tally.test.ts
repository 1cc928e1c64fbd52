import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tallyOf, tallyPlaywright, tallyVitest } from "./tally";

const folder = mkdtempSync(join(tmpdir(), "parlor-tally-"));
const report = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const vitest = (passed: number, failed: number) =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults: [] });

describe("tallyVitest", () => {
  it("counts a file that did not load as one failure", () => {
    const broken = { status: "failed", assertionResults: [] };
    const failing = { status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] };
    expect(tallyVitest({ numPassedTests: 4, numFailedTests: 1, testResults: [broken, failing] })).toEqual({
      passed: 4,
      failed: 2,
    });
  });
});

describe("tallyPlaywright", () => {
  it("counts errors outside of tests as failures, and a test that passed when repeated as passed", () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
    expect(tallyPlaywright({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 2 });
  });
});

describe("tallyOf", () => {
  it("takes the report's counts", () => {
    expect(tallyOf({ code: 0, reportPath: report("a", vitest(5, 0)), read: tallyVitest })).toEqual({
      passed: 5,
      failed: 0,
    });
    expect(tallyOf({ code: 1, reportPath: report("b", vitest(5, 2)), read: tallyVitest })).toEqual({
      passed: 5,
      failed: 2,
    });
  });

  it("fails a stage that ran nothing, whatever its exit code", () => {
    expect(tallyOf({ code: 0, reportPath: report("c", vitest(0, 0)), read: tallyVitest })).toEqual({
      passed: 0,
      failed: 1,
    });
    expect(tallyOf({ code: 0, reportPath: join(folder, "none"), read: tallyVitest })).toEqual({ passed: 0, failed: 1 });
  });

  it("fails a stage whose program failed though every test passed", () => {
    expect(tallyOf({ code: 1, reportPath: report("d", vitest(5, 0)), read: tallyVitest })).toEqual({
      passed: 5,
      failed: 1,
    });
    expect(tallyOf({ code: null, reportPath: report("e", "{"), read: tallyVitest })).toEqual({ passed: 0, failed: 1 });
  });
});
