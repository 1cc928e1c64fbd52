import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { ensureAppRole, grantRights } from "./rights";
import { fillSearch } from "./search/fill";

/** Any number will do, as long as it is always this one. */
const LOCK = 7_206_517;

/**
 * Brings a database up to date: app role, migrations in one transaction, rights, search rows of older messages.
 * Safe to repeat and to race.
 * @param ownerUrl login of the role that owns (or will own) the tables; on Neon through the direct host, not the pooler.
 * @throws Error with one sentence.
 */
export async function migrate(ownerUrl: string, options: { appPassword?: string } = {}): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new Error("The database of the owner's address does not let us in.", { cause: error });
  }
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    // "already exists, skipping" is no news.
    await client.query("set client_min_messages = warning");
    await ensureAppRole(client, options.appPassword);
    await runMigrations(drizzle({ client }), { migrationsFolder: resolve(import.meta.dirname, "migrations") });
    await grantRights(client);
    await fillSearch(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function main(): Promise<void> {
  const [ownerUrl] = process.argv.slice(2);
  if (!ownerUrl)
    throw new Error(
      "Usage: tsx db/migrate.ts <owner's postgres address>   (PARLOR_APP_PASSWORD sets the app role's password)",
    );
  const appPassword = process.env["PARLOR_APP_PASSWORD"];
  await migrate(ownerUrl, appPassword === undefined ? {} : { appPassword });
  process.stdout.write("The database is up to date.\n");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error: unknown) => {
    const reason = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : "";
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}${reason}\n`);
    process.exitCode = 1;
  });
}
