import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DatabaseEnv } from "@/db/client";
import { startLocalPostgres } from "@/db/local-postgres";
import { migrate } from "@/db/migrate";
import { startSqlEndpoint } from "@/db/sql-endpoint/server";
import { cpuMsOfChildren } from "../measure/cpu";
import { loadMessages, type Loaded } from "./load";

/** Raised when the data change: what an older version loaded is loaded again. */
const VERSION = 2;

export interface Archive extends Loaded {
  /** For `tenantDb`: the app role, under row-level security. */
  env: DatabaseEnv;
  /** The superuser in the same database, to look at plans. */
  adminUrl: string;
  /** CPU milliseconds of Postgres so far: what noise on the machine does not change. */
  cpuMs(): number;
  close(): Promise<void>;
}

/**
 * A Postgres of its own with so many messages in it. In a folder that is named (`--dir`) they stay, and the next run
 * with as many begins at once; otherwise they are gone with the run.
 */
export async function openArchive(options: {
  dir: string | undefined;
  port: number;
  messages: number;
  say: (line: string) => void;
}): Promise<Archive> {
  const { messages, port, say } = options;
  const dir = options.dir ?? (await mkdtemp(path.join(tmpdir(), "parlor-archive-")));
  const stamp = path.join(dir, "loaded.json");
  const known = existsSync(stamp) ? (JSON.parse(await readFile(stamp, "utf8")) as Stamp) : null;
  const fits = known?.version === VERSION && known.messages === messages ? known : null;
  const dataDir = path.join(dir, "postgres");
  const start = { dataDir, port, ownerPassword: "bench-owner", appPassword: "bench-app" };
  let loaded: Loaded | null = fits;
  if (loaded === null) {
    await rm(stamp, { force: true });
    await rm(dataDir, { recursive: true, force: true });
    say(`Loading ${messages} messages; a million takes about five minutes.`);
    const fast = await startLocalPostgres({ ...start, unsafeFast: true });
    try {
      await migrate(fast.ownerUrl);
      loaded = await loadMessages(inDatabase(fast.adminUrl, fast.appUrl), messages, say);
    } finally {
      await fast.stop();
    }
    await writeFile(stamp, JSON.stringify({ ...loaded, version: VERSION, messages } satisfies Stamp));
  }
  const postgres = await startLocalPostgres(start);
  const endpoint = await startSqlEndpoint({ port: port + 1 });
  return {
    tenant: loaded.tenant,
    other: loaded.other,
    env: { DATABASE_URL: postgres.appUrl, SQL_ENDPOINT: endpoint.url },
    adminUrl: inDatabase(postgres.adminUrl, postgres.appUrl),
    cpuMs: () => cpuMsOfChildren(postgres.pid),
    async close() {
      await endpoint.close();
      await postgres.stop();
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
    },
  };
}

interface Stamp extends Loaded {
  version: number;
  messages: number;
}

function inDatabase(adminUrl: string, ofUrl: string): string {
  return Object.assign(new URL(adminUrl), { pathname: new URL(ofUrl).pathname }).href;
}
