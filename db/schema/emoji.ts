import { integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { PersonId } from "@/lib/platform/ids";
import { moment, tenantId } from "./columns";

/** Emoji that people of a tenant added. A row stands for bytes that are stored and were judged. */
export const customEmoji = pgTable(
  "custom_emoji",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    authorId: uuid("author_id").$type<PersonId>().notNull(),
    /** From the bytes. */
    type: text("type").notNull(),
    size: integer("size").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("custom_emoji_name_key").on(table.tenantId, table.name),
  ],
);
