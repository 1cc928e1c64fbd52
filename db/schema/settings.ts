import { bigint, boolean, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { tenantId } from "./columns";

/** What a tenant chose for itself. No row: everything as it comes. */
export const tenantSettings = pgTable(
  "tenant_settings",
  {
    tenantId: tenantId(),
    linkPreviews: boolean("link_previews").notNull().default(true),
    /** Grows with every change of the word filter, so that a room knows whether its copy is the newest. */
    wordsVersion: bigint("words_version", { mode: "number" }).notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.tenantId] })],
);
