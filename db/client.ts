import { neon, neonConfig, type NeonQueryFunction } from "@neondatabase/serverless";
import { sql } from "drizzle-orm";
import type { BatchItem, BatchResponse } from "drizzle-orm/batch";
import { drizzle, type NeonHttpDatabase } from "drizzle-orm/neon-http";
import type { TenantId } from "@/lib/platform/ids";
import type { Env } from "@/lib/platform/env";
import { requireSafeRole } from "./role-guard";
import * as authTables from "./schema/auth";
import * as operatorTables from "./schema/operators";
import * as platformTables from "./schema/platform";
import * as tenantTables from "./schema/tenant";

/** Where Postgres is and how to get there. */
export type DatabaseEnv = Pick<Env, "DATABASE_URL" | "SQL_ENDPOINT">;

const schemaOfAuth = { ...authTables, ...platformTables, ...operatorTables };

/** The tables of sign-in and of the installation. Tenant tables answer nothing here: no tenant is set. */
export type AuthDb = NeonHttpDatabase<typeof schemaOfAuth>;

/** What builds statements inside `TenantDb.run`. Awaiting one outside of the batch is refused. */
export type TenantQuery = NeonHttpDatabase<typeof tenantTables>;

type Batch = readonly [BatchItem<"pg">, ...BatchItem<"pg">[]];

declare const onlyFromTenantDb: unique symbol;

/** The only way to tenant tables. There is none without a tenant, so forgetting it does not compile. */
export interface TenantDb {
  readonly [onlyFromTenantDb]: true;
  readonly tenantId: TenantId;
  /** Sends the statements as one atomic transaction under this tenant, and answers their rows in order. */
  run<const T extends Batch>(build: (q: TenantQuery) => T): Promise<BatchResponse<T>>;
  /** The same, read-only and over one snapshot: no statement sees what another one does not. */
  snapshot<const T extends Batch>(build: (q: TenantQuery) => T): Promise<BatchResponse<T>>;
}

/**
 * A handle to one tenant's rows. Cheap: make one per request.
 * @throws (on use) Error when the role of DATABASE_URL could read past row-level security.
 */
export function tenantDb(env: DatabaseEnv, tenantId: TenantId): TenantDb {
  const { write, read } = handlesOf(env);
  const send = (handle: Handle<typeof tenantTables>) => async (build: (q: TenantQuery) => Batch) => {
    const setTenant = handle.db.execute(sql`select set_config('app.tenant_id', ${tenantId}, true)`);
    const guard = handle.isSafe() ? [] : [handle.db.execute(requireSafeRole)];
    const results: unknown[] = await handle.db.batch([setTenant, ...guard, ...build(handle.db)]);
    handle.provedSafe();
    return results.slice(1 + guard.length);
  };
  // The tuple types of a batch survive neither spread nor slice; this is the one place that states them again.
  return { tenantId, run: send(write), snapshot: send(read) } as unknown as TenantDb;
}

/** The handle for better-auth and for installation-wide tables. One statement at a time is fine here. */
export function authDb(env: DatabaseEnv): AuthDb {
  return handlesOf(env).auth;
}

interface Handle<T extends Record<string, unknown>> {
  db: NeonHttpDatabase<T>;
  isSafe(): boolean;
  provedSafe(): void;
}

interface Handles {
  write: Handle<typeof tenantTables>;
  read: Handle<typeof tenantTables>;
  auth: AuthDb;
}

// Handles hold no connection (each call is one fetch), so requests may share them.
const handles = new Map<string, Handles>();

function handlesOf(env: DatabaseEnv): Handles {
  useEndpoint(env);
  const known = handles.get(env.DATABASE_URL);
  if (known) return known;
  let safe = false;
  const guard = { isSafe: () => safe, provedSafe: () => void (safe = true) };
  const write = neon(env.DATABASE_URL, { isolationLevel: "ReadCommitted" });
  const read = neon(env.DATABASE_URL, { isolationLevel: "RepeatableRead", readOnly: true });
  const made: Handles = {
    write: { db: drizzle({ client: batchOnly(write), schema: tenantTables }), ...guard },
    read: { db: drizzle({ client: batchOnly(read), schema: tenantTables }), ...guard },
    auth: drizzle({ client: neon(env.DATABASE_URL), schema: schemaOfAuth }),
  };
  handles.set(env.DATABASE_URL, made);
  return made;
}

/** A single statement would go out without its tenant: it fails when awaited, and works as part of a batch. */
function batchOnly(client: NeonQueryFunction<false, false>): NeonQueryFunction<false, false> {
  const query: typeof client.query = (...args) => {
    const promise = client.query(...args);
    const refuse = () => Promise.reject(new Error("A tenant statement was sent outside of TenantDb.run."));
    return Object.assign(promise, {
      then: (...handlers: Parameters<typeof promise.then>) => refuse().then(...handlers),
    });
  };
  return Object.assign((...args: Parameters<typeof client>) => client(...args), client, { query }) as typeof client;
}

const endpoints = new Map<string, string>();
const endpointOfNeon = neonConfig.fetchEndpoint;

/** The driver knows one endpoint for all: it asks this table, so that two databases in one process do not mix. */
function useEndpoint(env: DatabaseEnv): void {
  const { host } = new URL(env.DATABASE_URL);
  if (env.SQL_ENDPOINT === undefined) endpoints.delete(host);
  else endpoints.set(host, env.SQL_ENDPOINT);
  neonConfig.fetchEndpoint = endpointOf;
}

function endpointOf(host: string, port: number | string, options?: { jwtAuth?: boolean }): string {
  const local = endpoints.get(port ? `${host}:${port}` : host);
  if (local !== undefined) return local;
  return typeof endpointOfNeon === "function" ? endpointOfNeon(host, port, options) : endpointOfNeon;
}
