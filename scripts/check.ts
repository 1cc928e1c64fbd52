/** `npm run check`: types, lint, format, unused code, migrations, generated files, docs. What CI runs first. */
import { runChecks } from "./checks/run-checks";
import { runMain } from "./local/plain-error";

await runMain(async () => {
  const { passed, failed } = await runChecks();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
});
