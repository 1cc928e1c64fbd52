import type { TenantDb } from "@/db/client";
import type { Objects, TenantRole } from "@/lib/rooms/server/objects";
import type { AccountId, PersonId, TenantId } from "../platform/ids";
import type { Env } from "../platform/env";

/** Who acts in a verb. `person` is proved from the session and the tenant's own tables, never taken from input. */
export interface Actor {
  kind: "person";
  person: PersonId;
  account: AccountId;
  role: TenantRole;
  sessionId: string;
  /** Where an operator of the installation acts in the tenant's place: what the tenant's log calls them. */
  operator?: { name: string };
}

/** What every verb receives first. Built once per request; holds nothing that outlives it. */
export interface Ctx {
  requestId: string;
  tenantId: TenantId;
  tenantSlug: string;
  actor: Actor;
  db: TenantDb;
  objects: Objects;
  env: Env;
  /** The one of the app's origins this request came from; absent where the caller did not say. */
  origin?: string;
  now(): number;
}
