/** `npm test`: every stage, or those named. The last line is `N passed, N failed`. */
import { PlainError, runMain } from "./local/plain-error";
import { STAGES } from "./testing/stages";
import type { Tally } from "./testing/tally";

await runMain(async () => {
  const wanted = process.argv.slice(2);
  const names = wanted.length > 0 ? wanted : Object.keys(STAGES);
  const unknown = names.find((name) => !(name in STAGES));
  if (unknown !== undefined)
    throw new PlainError(`There is no stage "${unknown}": there are ${Object.keys(STAGES).join(", ")}.`);

  const tallies: (Tally & { name: string; seconds: number })[] = [];
  for (const name of names) {
    console.log(`\n== ${name}`);
    const startedMs = performance.now();
    const tally = await runStage(name);
    tallies.push({ name, ...tally, seconds: Math.round((performance.now() - startedMs) / 1000) });
  }

  console.log("");
  for (const { name, passed, failed, seconds } of tallies) {
    console.log(
      `${name.padEnd(8)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${String(seconds).padStart(5)} s`,
    );
  }
  const sum = (pick: (tally: Tally) => number) => tallies.reduce((total, tally) => total + pick(tally), 0);
  const failed = sum((tally) => tally.failed);
  console.log(`${sum((tally) => tally.passed)} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
});

/** A stage that cannot run is one failure, and the others still run. */
async function runStage(name: string): Promise<Tally> {
  try {
    return (await STAGES[name]?.()) ?? { passed: 0, failed: 1 };
  } catch (error) {
    console.error(error instanceof PlainError ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}
