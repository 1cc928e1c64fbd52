import { boolean, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { tenantId } from "./columns";

/** What a tenant chose for itself. No row: everything as it comes. */
export const tenantSettings = pgTable(
  "tenant_settings",
  {
    tenantId: tenantId(),
    linkPreviews: boolean("link_previews").notNull().default(true),
  },
  (table) => [primaryKey({ columns: [table.tenantId] })],
);
