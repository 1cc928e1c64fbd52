import pg from "pg";
import { findFreePort } from "./local/free-port";
import { ADMIN, initialise } from "./local/initialise";
import { placeCluster } from "./local/place";
import { endPredecessor } from "./local/predecessor";
import { startServer } from "./local/server";
import { APP_ROLE } from "./rights";

export interface LocalPostgresOptions {
  /** Where the database lives; made when missing. */
  dataDir: string;
  /** Loopback port; none: a free one. */
  port?: number;
  /** Passwords of the two roles, set anew at each start. */
  ownerPassword: string;
  appPassword: string;
  /** Trades durability for speed: tests only. */
  unsafeFast?: boolean;
}

export interface LocalPostgres {
  /** The owner of all tables: migrations. */
  ownerUrl: string;
  /** The role of the Workers. */
  appUrl: string;
  /** The superuser of the cluster, for tests and tools that make databases. */
  adminUrl: string;
  port: number;
  /** Process id of the postmaster. */
  pid: number;
  /** Ends Postgres after its last checkpoint. */
  stop(): Promise<void>;
}

const DATABASE = "parlor";
const OWNER_ROLE = "parlor_owner";

/**
 * Starts a Postgres of our own on loopback, with fsync on: made at the first start, taken over when a predecessor was
 * killed. Both roles and the database exist when it answers; the tables are the work of `migrate`.
 * @throws Error with one sentence that says what is wrong.
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const place = placeCluster(options.dataDir);
  await endPredecessor(place);
  const adminPassword = await initialise(place, options);
  const port = options.port ?? (await findFreePort());
  const urlOf = (user: string, password: string, database: string) => {
    return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  };
  const adminUrl = urlOf(ADMIN, adminPassword, "postgres");
  const server = await startServer(place, port, settingsOf(options), adminUrl);
  try {
    await prepareRoles(adminUrl, options);
  } catch (error) {
    await server.stop();
    throw new Error("Postgres started but its roles could not be made.", { cause: error });
  }
  return {
    ownerUrl: urlOf(OWNER_ROLE, options.ownerPassword, DATABASE),
    appUrl: urlOf(APP_ROLE, options.appPassword, DATABASE),
    adminUrl,
    port,
    pid: server.pid,
    stop: () => server.stop(),
  };
}

function settingsOf({ unsafeFast = false }: LocalPostgresOptions): Record<string, string> {
  return {
    listen_addresses: "127.0.0.1",
    // No socket file: its folder may not be there, or not be ours.
    unix_socket_directories: "",
    max_connections: "100",
    timezone: "UTC",
    log_timezone: "UTC",
    // Our statements are short; compiling them costs more than they do.
    jit: "off",
    ...(unsafeFast
      ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }
      : { fsync: "on" }),
  };
}

async function prepareRoles(adminUrl: string, { ownerPassword, appPassword }: LocalPostgresOptions): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const [role, password] of [
      [OWNER_ROLE, ownerPassword],
      [APP_ROLE, appPassword],
    ] as const) {
      const { rowCount } = await client.query("select from pg_roles where rolname = $1", [role]);
      if (rowCount === 0) await client.query(`create role ${role}`);
      await client.query(
        `alter role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password ${client.escapeLiteral(password)}`,
      );
    }
    const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER_ROLE}`);
  } finally {
    await client.end();
  }
}
