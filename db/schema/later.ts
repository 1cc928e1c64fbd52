import { bigint, boolean, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import type { PersonId } from "@/lib/platform/ids";
import type { LaterKind } from "@/lib/later/protocol";
import { moment, tenantId } from "./columns";

/**
 * Drafts, scheduled and saved messages of a person, as far as their inbox has brought them here; the inbox is the
 * authority. Of one that is `gone` nothing is kept but that it was there.
 */
export const laterItems = pgTable(
  "later_items",
  {
    tenantId: tenantId(),
    personId: uuid("person_id").$type<PersonId>().notNull(),
    kind: text("kind").$type<LaterKind>().notNull(),
    id: text("id").notNull(),
    version: bigint("version", { mode: "number" }).notNull(),
    gone: boolean("gone").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.personId, table.kind, table.id] }),
    // What was there long ago is forgotten.
    index("later_items_gone_idx")
      .on(table.tenantId, table.personId, table.updatedAt)
      .where(sql`gone`),
  ],
);
