import type { DatabaseEnv } from "@/db/client";
import type { PersonId, TenantId } from "@/lib/platform/ids";

/** Where the demo is made. */
export interface DemoInstallation {
  url: string;
  database: DatabaseEnv;
  /** Login of the owner of the tables; null where nobody is to be made an operator. */
  ownerUrl: string | null;
  secrets: { INTERNAL_SECRET: string; TICKET_SECRET: string };
}

/** A tenant of the demo, with its people by the keys that the talk knows them by. */
export interface Place {
  tenantId: TenantId;
  people: Map<string, PersonId>;
}

export function personOf({ people }: Place, key: string): PersonId {
  const person = people.get(key);
  if (person === undefined) throw new Error(`The demo talk names ${key}, whom there is not.`);
  return person;
}
