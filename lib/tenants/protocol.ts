/** What the tenant routes answer and the pages show. Types only. Times are milliseconds since 1970. */
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
