import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startLocalPostgres } from "../local-postgres";
import { migrate } from "../migrate";
import { startSqlEndpoint } from "../sql-endpoint/server";

/** What every test file gets: one server for the run, with a migrated database to copy. */
export interface TestServer {
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
  sqlEndpoint: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/** Starts Postgres and the SQL endpoint for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "parlor-test-postgres-"));
  // As root, Postgres' own user must get in.
  chmodSync(dataDir, 0o755);
  const postgres = await startLocalPostgres({
    dataDir: join(dataDir, "postgres"),
    ownerPassword: "owner-of-tests",
    appPassword: "app-of-tests",
    unsafeFast: true,
  });
  await migrate(postgres.ownerUrl);
  await markTemplate(postgres.adminUrl);
  const endpoint = await startSqlEndpoint();
  const { adminUrl, ownerUrl, appUrl } = postgres;
  project.provide("testServer", { adminUrl, ownerUrl, appUrl, sqlEndpoint: endpoint.url });
  return async () => {
    await endpoint.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** A template takes no connections, so copying it never fails on somebody who is still in. */
async function markTemplate(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query("alter database parlor with is_template true allow_connections false");
  await client.end();
}
