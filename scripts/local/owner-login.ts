import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { PlainError } from "./plain-error";

/**
 * Opens a connection as the owner of the tables: of the database that DATABASE_OWNER_URL names, else of the Parlor that
 * runs on this data folder.
 * @throws PlainError when there is none.
 */
export async function connectAsOwner(dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: process.env["DATABASE_OWNER_URL"] ?? localOwnerUrl(dataDir) });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch {
    throw new PlainError("The database of the owner's login does not let us in.");
  }
  return client;
}

/** Postgres writes its port into the fourth line of its lock file. */
function localOwnerUrl(dataDir: string): string {
  try {
    const secrets = JSON.parse(readFileSync(join(dataDir, "secrets.json"), "utf8")) as { ownerPassword: string };
    const lock = readFileSync(join(dataDir, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n");
    const port = Number(lock[3]);
    if (!Number.isInteger(port)) throw new Error("no port");
    return `postgresql://parlor_owner:${encodeURIComponent(secrets.ownerPassword)}@127.0.0.1:${port}/parlor`;
  } catch {
    throw new PlainError(
      `No Parlor runs on ${dataDir}: start it, name its data folder with --data, or set DATABASE_OWNER_URL.`,
    );
  }
}
