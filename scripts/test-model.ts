/** `npm run test:model`: the random-operation test of badges and views, large. MODEL_SEED replays a run. */
import { runMain } from "./local/plain-error";
import { runTool } from "./local/tool";

await runMain(async () => {
  const args = ["run", "--project", "workers", "tests/model"];
  const { code } = await runTool("vitest", args, { show: true, env: { MODEL_PROFILE: "full" } });
  process.exitCode = code === 0 ? 0 : 1;
});
