import { sql } from "drizzle-orm";
import { pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { GroupId, PersonId } from "@/lib/platform/ids";
import { moment, tenantId } from "./columns";

/** Groups of people to mention. A deleted one stays, without people, for the name it has in old messages. */
export const peopleGroups = pgTable(
  "people_groups",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<GroupId>().notNull(),
    handle: text("handle").notNull(),
    name: text("name").notNull(),
    createdBy: uuid("created_by").$type<PersonId>().notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    deletedAt: moment("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("people_groups_handle_key")
      .on(table.tenantId, table.handle)
      .where(sql`deleted_at is null`),
  ],
);

export const groupPeople = pgTable(
  "group_people",
  {
    tenantId: tenantId(),
    groupId: uuid("group_id").$type<GroupId>().notNull(),
    personId: uuid("person_id").$type<PersonId>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.groupId, table.personId] })],
);
