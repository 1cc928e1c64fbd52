import { can, type Right } from "@/lib/access/core/permissions";
import type { TenantRole } from "@/lib/rooms/server/objects";
import type { Place } from "../places";

/** What stands in an address and in a body, by the name of the address' parameter. */
export type Ids = Record<string, string>;

/** A good call of a route of a tenant, and whose role may make it. */
export interface Act {
  /** A right of the permission table; or who else may, where the table does not decide it. */
  may: Right | ((role: TenantRole) => boolean);
  /** How those are refused who may not; 403 unless told. Either way the same whether there is such a thing or not. */
  refused?: 404 | ((role: TenantRole) => 403 | 404);
  /** Those who may not know of it all the same, or of these of its ids: a refusal tells them nothing. */
  known?: true | readonly string[];
  /** Makes what this role, if it may, does it to; it alone, where it is the actor's own. */
  own?(place: Place, as: TenantRole): Promise<Ids>;
  body?(ids: Ids): object;
  /** Behind the address of a GET or DELETE. */
  query?(): string;
  /** How a good call is answered; any success unless told. */
  good?: readonly number[];
  /** Of what `own` names: what may be missing, as it is done then. */
  idle?: readonly string[];
}

export type Acts = Record<string, Act>;

export function mayAct({ may }: Act, role: TenantRole): boolean {
  if (typeof may === "function") return may(role);
  const [resource, action] = may;
  return can(role, resource, action);
}

export function refusalOf({ refused }: Act, role: TenantRole): number {
  return typeof refused === "function" ? refused(role) : (refused ?? 403);
}

export const everybody = () => true;
export const onlyOwner = (role: TenantRole) => role === "owner";
export const runsTenant = (role: TenantRole) => role === "owner" || role === "admin";

/** An id of the right shape that nothing has. */
export const NOBODYS = "0197d2f0-0000-7000-8000-000000000000";

let made = 0;
/** A name that nothing else has. */
export const fresh = (name = "t") => `${name}${Date.now().toString(36)}${(made++).toString(36)}`;
