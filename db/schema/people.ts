import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import type { AccountId, PersonId } from "@/lib/platform/ids";
import { moment, tenantId } from "./columns";

/**
 * A human inside one tenant. `kind` is `imported` until somebody signs in and claims the row.
 * There is no foreign key to the `auth` schema: those tables are reached by their own handle, and a person outlives the account.
 */
export const people = pgTable(
  "people",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<PersonId>().notNull(),
    authAccountId: text("auth_account_id").$type<AccountId>(),
    name: text("name").notNull(),
    email: text("email"),
    image: text("image"),
    title: text("title").notNull().default(""),
    kind: text("kind").$type<"member" | "imported">().notNull().default("member"),
    /** Mirror of the tenant role, so that lists need no look into the auth schema. The auth schema decides. */
    role: text("role").notNull().default("member"),
    deactivatedAt: moment("deactivated_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("people_account_key").on(table.tenantId, table.authAccountId),
    index("people_email_idx").on(table.tenantId, sql`lower(${table.email})`),
  ],
);

/** A link that lets whoever holds it join. Only the hash of its secret is kept. */
export const inviteLinks = pgTable(
  "invite_links",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    secretHash: text("secret_hash").notNull(),
    role: text("role").notNull(),
    createdBy: uuid("created_by").$type<PersonId>().notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    /** How many may join with it, and how many have. Counted by one conditional UPDATE, so that a race cannot exceed it. */
    maxUses: integer("max_uses").notNull().default(1),
    uses: integer("uses").notNull().default(0),
    revokedAt: moment("revoked_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("invite_links_secret_key").on(table.tenantId, table.secretHash),
  ],
);
