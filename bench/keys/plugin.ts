/** better-auth's api-key plugin as its documentation sets it up, on a table of its own beside the product's. */
import { apiKey } from "@better-auth/api-key";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { betterAuth } from "better-auth/minimal";
import { boolean, integer, pgSchema, text, timestamp } from "drizzle-orm/pg-core";
import pg from "pg";
import { authDb, type DatabaseEnv } from "@/db/client";
import * as authTables from "@/db/schema/auth";
import { newId } from "@/lib/platform/ids";

const auth = pgSchema("auth");
const moment = (name: string) => timestamp(name, { withTimezone: true });

const apikey = auth.table("apikey", {
  id: text("id").primaryKey(),
  configId: text("config_id").notNull(),
  name: text("name"),
  start: text("start"),
  referenceId: text("reference_id").notNull(),
  prefix: text("prefix"),
  key: text("key").notNull(),
  refillInterval: integer("refill_interval"),
  refillAmount: integer("refill_amount"),
  lastRefillAt: moment("last_refill_at"),
  enabled: boolean("enabled"),
  rateLimitEnabled: boolean("rate_limit_enabled"),
  rateLimitTimeWindow: integer("rate_limit_time_window"),
  rateLimitMax: integer("rate_limit_max"),
  requestCount: integer("request_count"),
  remaining: integer("remaining"),
  lastRequest: moment("last_request"),
  expiresAt: moment("expires_at"),
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
  permissions: text("permissions"),
  metadata: text("metadata"),
});

const TABLE = `
  create table auth.apikey (
    id text primary key, config_id text not null, name text, start text, reference_id text not null, prefix text,
    key text not null, refill_interval int, refill_amount int, last_refill_at timestamptz, enabled boolean,
    rate_limit_enabled boolean, rate_limit_time_window int, rate_limit_max int, request_count int, remaining int,
    last_request timestamptz, expires_at timestamptz, created_at timestamptz not null, updated_at timestamptz not null,
    permissions text, metadata text);
  create index on auth.apikey (config_id);
  create index on auth.apikey (reference_id);
  create index on auth.apikey (key);
  grant select, insert, update, delete on auth.apikey to parlor_app`;

export interface PluginPeer {
  keys: string[];
  verify(key: string): Promise<boolean>;
}

/** Makes so many keys. Rate limits are off: counting is not what is compared. */
export async function openPlugin(
  env: DatabaseEnv & { BETTER_AUTH_SECRET: string },
  ownerUrl: string,
  count: number,
): Promise<PluginPeer> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(TABLE);
  await owner.end();
  const peer = betterAuth({
    secret: env.BETTER_AUTH_SECRET,
    baseURL: "http://localhost",
    database: drizzleAdapter(authDb(env), {
      provider: "pg",
      schema: { ...authTables, apikey },
      schemaName: "auth",
      transaction: false,
    }),
    emailAndPassword: { enabled: true },
    advanced: { database: { generateId: () => newId(), validateSchema: false } },
    logger: { disabled: true },
    telemetry: { enabled: false },
    plugins: [apiKey({ defaultPrefix: "pk_live_", rateLimit: { enabled: false } })],
  });
  const { user } = await peer.api.signUpEmail({
    body: { name: "Ada", email: "ada@bench.example", password: "a long enough password" },
  });
  const keys: string[] = [];
  for (let nth = 0; nth < count; nth++) {
    keys.push((await peer.api.createApiKey({ body: { userId: user.id, name: `key ${nth}` } })).key);
  }
  return { keys, verify: async (key) => (await peer.api.verifyApiKey({ body: { key } })).valid };
}
