/** `npm run test:reports`: the figures of reports against a recount of 100,000 events. REPORT_SEED replays a run. */
import { runMain } from "./local/plain-error";
import { runTool } from "./local/tool";

await runMain(async () => {
  const args = ["run", "--project", "db", "tests/reports"];
  const { code } = await runTool("vitest", args, { show: true, env: { REPORT_EVENTS: "100000" } });
  process.exitCode = code === 0 ? 0 : 1;
});
