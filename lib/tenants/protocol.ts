/** What the tenant routes answer and the pages show. Types and bounds. Times are milliseconds since 1970. */
import type { TenantQuotas, Tier } from "../quotas/protocol";
import type { PersonId } from "../platform/ids";
import type { TenantRole } from "../rooms/server/objects";

/** One of the tenants the account belongs to. */
export interface MyTenant {
  slug: string;
  name: string;
  role: TenantRole;
  suspended: boolean;
}

/** Somebody who can sign in to the tenant. */
export interface MemberView {
  person: PersonId;
  name: string;
  email: string | null;
  role: TenantRole;
  since: number;
  me: boolean;
}

/** An invitation that waits in somebody's mailbox. */
export interface MailInvitation {
  id: string;
  email: string;
  role: TenantRole;
  expiresAt: number;
}

/** A link that somebody may still join with. Its token was shown once and is not known here. */
export interface LinkInvitation {
  id: string;
  role: TenantRole;
  expiresAt: number;
  maxUses: number;
  uses: number;
}

/** How a tenant is set up for model calls, and what it looks like to its customers. */
export interface TenantConfig {
  version: number;
  tier: Tier;
  /** What holds now: the tier's, with the tenant's own in their place. */
  quotas: TenantQuotas;
  /** The tenant's own alone. */
  ownQuotas: Partial<TenantQuotas>;
  defaultModel: string | null;
  systemPrompt: string;
  /** Null: all that the tier allows. */
  models: string[] | null;
  tools: string[] | null;
  zone: string;
  apiOrigins: string[];
  retentionDays: number | null;
  brandAccent: string | null;
  brandLogo: string | null;
}

export const CONFIG_BOUNDS = {
  promptCharsMax: 20_000,
  namesMax: 100,
  nameCharsMax: 256,
  originsMax: 20,
  retentionDaysMax: 3_650,
} as const;
