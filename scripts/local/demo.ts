import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DemoInstallation } from "../demo/installation";
import { seedDemo, type DemoSignIns } from "../seed-demo";

export interface DemoWish {
  dataDir: string;
  /** Whether the database is the one this data folder brought along. */
  ours: boolean;
  /** `--demo` was given. */
  asked: boolean;
}

const NOBODY: DemoSignIns = { people: [], tenants: [] };

/**
 * The demo data of this start. Our own Postgres gets it at the first start, and DATA/demo.json remembers it. Anybody knows
 * the demo password, so a database that somebody else brought gets these accounts only when it was asked for in so many words.
 */
export async function ensureDemo(
  { dataDir, ours, asked }: DemoWish,
  installation: DemoInstallation,
  seed: typeof seedDemo = seedDemo,
): Promise<DemoSignIns> {
  if (!ours) return asked ? seed(installation) : NOBODY;
  const path = join(dataDir, "demo.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as DemoSignIns;
  const demo = await seed(installation);
  writeFileSync(path, `${JSON.stringify(demo, null, 2)}\n`);
  return demo;
}
