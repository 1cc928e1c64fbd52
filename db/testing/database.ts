import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { newId, type AccountId, type PersonId, type TenantId } from "@/lib/platform/ids";
import { authDb, tenantDb, type AuthDb, type DatabaseEnv, type TenantDb } from "../client";
import { ensurePerson } from "../queries/people";
import { grantRights } from "../rights";

export interface TestDatabase {
  /** For tenantDb and authDb: the app role over the SQL endpoint. */
  env: DatabaseEnv;
  ownerUrl: string;
  auth: AuthDb;
  /** The handle of a tenant; a new one when none is named. */
  tenant(id?: TenantId): TenantDb;
  /** A new person of a tenant, by the way the product makes them. */
  person(db: TenantDb, name?: string): Promise<PersonId>;
  /** SQL as the superuser, past row-level security: to look and to prepare. */
  admin<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  /** SQL as the owner of the tables. */
  owner<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  /** SQL as the app role on one connection, without a tenant until the text sets one. */
  app<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  /** Resolves when some statement of this database waits for a lock. */
  waitForLock(): Promise<void>;
}

/** Gives the test file a database of its own, a copy of the migrated one. Call it at the top of the file. */
export function withDatabase(): TestDatabase {
  const name = `test_${newId().replaceAll("-", "")}`;
  const open: pg.Client[] = [];
  const clients: Partial<Record<"admin" | "owner" | "app", pg.Client>> = {};
  const server = () => inject("testServer");
  const urlOf = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const env = {} as DatabaseEnv;

  async function connect(url: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    await client.connect();
    open.push(client);
    return client;
  }

  const rowsOf = (who: "admin" | "owner" | "app") => {
    return async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> => {
      const client = (clients[who] ??= await connect(urlOf(server()[`${who}Url`])));
      return (await client.query<T>(text, values)).rows;
    };
  };

  beforeAll(async () => {
    const { adminUrl, appUrl, sqlEndpoint } = server();
    const admin = await connect(adminUrl);
    await admin.query(`create database ${name} template parlor owner parlor_owner`);
    // Rights on the database itself are not copied with it.
    await grantRights(await connect(urlOf(server().ownerUrl)));
    Object.assign(env, { DATABASE_URL: urlOf(appUrl), SQL_ENDPOINT: sqlEndpoint });
  });

  afterAll(async () => {
    const [admin, ...others] = open;
    for (const client of others) await client.end();
    await admin?.query(`drop database if exists ${name} with (force)`);
    await admin?.end();
  });

  return {
    env,
    get ownerUrl() {
      return urlOf(server().ownerUrl);
    },
    get auth() {
      return authDb(env);
    },
    tenant: (id = newId<TenantId>()) => tenantDb(env, id),
    async person(db, personName = "Ada") {
      const accountId = newId<AccountId>();
      const email = `${accountId}@test.example`;
      return (await ensurePerson(db, { accountId, name: personName, email, emailVerified: true, role: "member" })).id;
    },
    admin: rowsOf("admin"),
    owner: rowsOf("owner"),
    app: rowsOf("app"),
    async waitForLock() {
      const admin = rowsOf("admin");
      const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      while ((await admin(waiting)).length === 0);
    },
  };
}
