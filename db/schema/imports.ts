import { foreignKey, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { PersonId } from "@/lib/platform/ids";
import { moment, tenantId } from "./columns";
import { people } from "./people";

/** One import and how far it got; a killed one goes on from `state`. */
export const importJobs = pgTable(
  "import_jobs",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    source: text("source").notNull(),
    state: jsonb("state").$type<Record<string, unknown>>().notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
    finishedAt: moment("finished_at"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** Which of our people a person of the source is, for ever, so that a repeated import names the same ones. */
export const importPeople = pgTable(
  "import_people",
  {
    tenantId: tenantId(),
    source: text("source").notNull(),
    sourceId: text("source_id").notNull(),
    personId: uuid("person_id").$type<PersonId>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.source, table.sourceId] }),
    foreignKey({
      columns: [table.tenantId, table.personId],
      foreignColumns: [people.tenantId, people.id],
    }),
  ],
);
