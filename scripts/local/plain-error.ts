/** A failure that one sentence explains fully; printed without a stack. */
export class PlainError extends Error {
  override name = "PlainError";
}

/** Runs a script's main function. A PlainError is printed as its sentence; anything else is a fault and keeps its stack. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof PlainError ? error.message : String((error as Error)?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}
