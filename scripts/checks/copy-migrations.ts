import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import drizzleConfig from "../../drizzle.config";

/** A copy of the migrations that `drizzle-kit generate` may write to, with a config for it. */
export function copyMigrations(): { config: string; folder: string; remove(): void } {
  // Below the root: drizzle-kit joins its paths with the working folder.
  mkdirSync("dist", { recursive: true });
  const base = mkdtempSync(resolve("dist", "migrations-"));
  const folder = resolve(base, "migrations");
  cpSync("db/migrations", folder, { recursive: true });
  const config = resolve(base, "drizzle.config.json");
  const { dialect, schema } = drizzleConfig;
  writeFileSync(config, JSON.stringify({ dialect, schema, out: relative(".", folder) }));
  return { config, folder, remove: () => rmSync(base, { recursive: true, force: true }) };
}
