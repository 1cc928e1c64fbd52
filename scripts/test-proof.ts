/** `npm run test:ledger` and `npm run test:faults`, `-- --calls 2000 --seed N`: tests of the clients' stage, in their long form. */
import { parseArgs } from "node:util";
import { ensureBuild } from "./local/build";
import { PlainError, runMain } from "./local/plain-error";
import { runTool } from "./local/tool";

const CALLS = 2_000;

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { calls: { type: "string", default: String(CALLS) }, seed: { type: "string" } },
  });
  const [name] = positionals;
  if (name === undefined) throw new PlainError("Say which test of tests/clients is meant.");
  const seed = values.seed ?? String(Date.now() % 1_000_000_000);
  for (const [option, value] of Object.entries({ calls: values.calls, seed }))
    if (!/^[1-9]\d{0,8}$/.test(value)) throw new PlainError(`--${option} takes a whole number from 1 on.`);
  await ensureBuild(process.cwd(), console.log);
  const args = ["run", "--project", "clients", `tests/clients/${name}.test.ts`];
  const env = { PROOF_CALLS: values.calls, PROOF_SEED: seed };
  const { code } = await runTool("vitest", args, { show: true, env });
  process.exitCode = code === 0 ? 0 : 1;
});
