import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runningIn } from "./predecessor";

const SUFFIX = ".origin";

/** Notes for which data folder a cluster was made that could not lie in it. */
export function noteOrigin(dir: string, dataDir: string): void {
  writeFileSync(`${dir}${SUFFIX}`, dataDir);
}

/** Removes the clusters whose data folder is gone, so that temporary folders leave nothing behind. */
export function forgetAbandoned(clusters: string): void {
  for (const name of readdirSync(clusters).filter((each) => each.endsWith(SUFFIX))) {
    const dir = join(clusters, name.slice(0, -SUFFIX.length));
    try {
      const origin = readFileSync(join(clusters, name), "utf8");
      if (lstatSync(origin, { throwIfNoEntry: false })?.isSymbolicLink()) continue;
    } catch {
      // Another start just removed it.
      continue;
    }
    if (existsSync(dir) && runningIn(join(dir, "cluster")) !== null) continue;
    rmSync(dir, { recursive: true, force: true });
    rmSync(join(clusters, name), { force: true });
  }
}
