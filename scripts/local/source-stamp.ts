import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What the bundles are made of. */
const SOURCES = [
  "api",
  "app",
  "components",
  "db",
  "durable-objects",
  "lib",
  "messages",
  "public",
  "worker.ts",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "wrangler.toml",
  "next.config.ts",
  "open-next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
  "scripts/local/build.ts",
  "scripts/local/client-chunks.ts",
];
/** Parts of those folders that no bundle reads. */
const APART = [
  /\.test\.tsx?$/,
  /\.d\.ts$/,
  /^db\/(?:local-postgres|migrate|check-role)\.ts$/,
  /^db\/(?:sql-endpoint|migrations)\//,
  /\.md$/,
  /\/\.wrangler\//,
];

/** A hash over the paths and contents of every source of the two Workers. */
export function sourceStamp(root: string): string {
  const hash = createHash("sha256");
  for (const path of SOURCES.flatMap((source) => filesUnder(root, source)).toSorted()) {
    if (APART.some((pattern) => pattern.test(path))) continue;
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

function filesUnder(root: string, path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full).flatMap((entry) => filesUnder(root, `${path}/${entry}`));
}
