import { join } from "node:path";
import { assertSafeRole } from "@/db/check-role";
import type { DatabaseEnv } from "@/db/client";
import { startLocalPostgres } from "@/db/local-postgres";
import { migrate } from "@/db/migrate";
import { startSqlEndpoint } from "@/db/sql-endpoint/server";
import type { LocalSecrets } from "./data-folder";
import { PlainError } from "./plain-error";
import { isAlive } from "./processes";

export interface LocalDatabase {
  /** Login of the owner: for migrations, tools and tests. */
  ownerUrl: string;
  /** What the Workers get. */
  vars: DatabaseEnv;
  /** False for one that DATABASE_URL named. */
  ours: boolean;
  /** Null when Postgres is not ours. */
  postgresPid(): number | null;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  dataDir: string;
  secrets: LocalSecrets;
  /** Postgres was started again after it ended by itself. */
  onRestart(): void;
}

const WATCH_EVERY_MS = 500;

/**
 * Postgres, migrated, with the way the Workers reach it. By default our own on this machine; `DATABASE_URL` (the login of an
 * owner) names another one, on Neon reached directly, elsewhere through the stand-in for Neon's endpoint.
 * @throws PlainError when it cannot be reached, or when the Workers' role could read past row-level security.
 */
export async function startDatabase(options: DatabaseOptions): Promise<LocalDatabase> {
  const given = process.env.DATABASE_URL;
  const database = given ? await useGiven(given, options.secrets) : await startOurs(options);
  try {
    // Our own Postgres has set the app role's password at its start, which its owner may not.
    await migrate(database.ownerUrl, given ? { appPassword: options.secrets.appPassword } : {});
    await assertSafeRole(database.vars);
  } catch (error) {
    await database.stop();
    throw new PlainError(error instanceof Error ? error.message : String(error));
  }
  return database;
}

async function startOurs({ dataDir, secrets, onRestart }: DatabaseOptions): Promise<LocalDatabase> {
  const settings = {
    dataDir: join(dataDir, "postgres"),
    ownerPassword: secrets.ownerPassword,
    appPassword: secrets.appPassword,
  };
  let postgres = await startLocalPostgres(settings).catch((error: Error) => {
    throw new PlainError(error.message);
  });
  const endpoint = await startSqlEndpoint();
  let busy = false;
  let stopped = false;
  const watch = setInterval(() => {
    if (busy || stopped || isAlive(postgres.pid)) return;
    busy = true;
    void startLocalPostgres({ ...settings, port: postgres.port })
      .then(async (again) => {
        postgres = again;
        // The stop came while it was starting.
        if (stopped) await again.stop();
        else onRestart();
      })
      .catch(() => undefined)
      .finally(() => (busy = false));
  }, WATCH_EVERY_MS);
  return {
    ownerUrl: postgres.ownerUrl,
    ours: true,
    vars: { DATABASE_URL: postgres.appUrl, SQL_ENDPOINT: endpoint.url },
    postgresPid: () => postgres.pid,
    stop: async () => {
      stopped = true;
      clearInterval(watch);
      await endpoint.close();
      await postgres.stop();
    },
  };
}

async function useGiven(ownerUrl: string, secrets: LocalSecrets): Promise<LocalDatabase> {
  if (!URL.canParse(ownerUrl) || !/^postgres(?:ql)?:$/.test(new URL(ownerUrl).protocol)) {
    throw new PlainError("DATABASE_URL is not of the form postgresql://user:password@host/database.");
  }
  const appUrl = new URL(ownerUrl);
  appUrl.username = "parlor_app";
  appUrl.password = secrets.appPassword;
  if (appUrl.hostname.endsWith(".neon.tech")) {
    return {
      ownerUrl,
      vars: { DATABASE_URL: appUrl.href },
      ours: false,
      postgresPid: () => null,
      stop: async () => undefined,
    };
  }
  const endpoint = await startSqlEndpoint({ allows: (target) => target.host === appUrl.host });
  return {
    ownerUrl,
    vars: { DATABASE_URL: appUrl.href, SQL_ENDPOINT: endpoint.url },
    ours: false,
    postgresPid: () => null,
    stop: () => endpoint.close(),
  };
}
