import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seedDemo, type DemoInstallation, type DemoSignIns } from "../seed-demo";

/** Makes the demo data at the first start of a data folder, and remembers it in DATA/demo.json. */
export async function ensureDemo(dataDir: string, installation: DemoInstallation): Promise<DemoSignIns> {
  const path = join(dataDir, "demo.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as DemoSignIns;
  const demo = await seedDemo(installation);
  writeFileSync(path, `${JSON.stringify(demo, null, 2)}\n`);
  return demo;
}
