import { existsSync, readFileSync } from "node:fs";

export interface Tally {
  passed: number;
  failed: number;
}

/** Counts of a Vitest JSON report. A file that could not be loaded has no tests and is one failure. */
export function tallyVitest(report: unknown): Tally {
  const { numPassedTests, numFailedTests, testResults } = report as {
    numPassedTests: number;
    numFailedTests: number;
    testResults: { status: string; assertionResults: { status: string }[] }[];
  };
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((one) => one.status === "failed"),
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

/** Counts of a Playwright JSON report. A test that passed only when repeated counts as passed; its report names it as flaky. */
export function tallyPlaywright(report: unknown): Tally {
  const { stats, errors } = report as {
    stats: { expected: number; unexpected: number; flaky: number };
    errors: unknown[];
  };
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

/**
 * What a stage counts for: the counts of its report, and at least one failure when its program failed,
 * left no report, or ran no test at all.
 */
export function tallyOf(run: { code: number | null; reportPath: string; read: (report: unknown) => Tally }): Tally {
  const { passed, failed } = readTally(run.reportPath, run.read);
  const wrong = run.code !== 0 || passed + failed === 0;
  return { passed, failed: wrong ? Math.max(failed, 1) : failed };
}

function readTally(path: string, read: (report: unknown) => Tally): Tally {
  if (!existsSync(path)) return { passed: 0, failed: 0 };
  try {
    return read(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return { passed: 0, failed: 1 };
  }
}
