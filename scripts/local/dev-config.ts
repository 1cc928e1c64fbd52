import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { experimental_readRawConfig } from "wrangler";

/**
 * Writes the web Worker's bindings for `next dev`, where there is no Worker: objects and the service live in the
 * realtime Worker beside it and are found through wrangler's registry. Answers the file's path.
 */
export function writeDevConfig(dataDir: string, vars: Record<string, string>): string {
  const { rawConfig } = experimental_readRawConfig({ config: "wrangler.toml" });
  const { name, compatibility_date, compatibility_flags, services, durable_objects } = rawConfig;
  const path = join(dataDir, "wrangler.json");
  writeFileSync(
    path,
    JSON.stringify({ name, compatibility_date, compatibility_flags, services, durable_objects, vars }),
    { mode: 0o600 },
  );
  return path;
}
