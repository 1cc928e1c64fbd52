/** `npm run build`: bundles of both Workers under dist/builds/. Does nothing when the sources have not changed. */
import { ensureBuild } from "./local/build";
import { runMain } from "./local/plain-error";

await runMain(async () => {
  const build = await ensureBuild(process.cwd(), console.log);
  console.log(`Build ${build.stamp} is ready in dist/builds/${build.stamp}.`);
});
