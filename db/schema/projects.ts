import { bigint, boolean, foreignKey, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { PersonId, ProjectId } from "@/lib/platform/ids";
import type { ProjectSettings } from "@/lib/projects/protocol";
import { moment, tenantId } from "./columns";

/** Assistants on a tenant's own sites. */
export const projects = pgTable(
  "projects",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<ProjectId>().notNull(),
    name: text("name").notNull(),
    paused: boolean("paused").notNull(),
    /** Everything else that somebody chose. What it lacks is as it comes. */
    settings: jsonb("settings").$type<Omit<ProjectSettings, "name" | "paused">>().notNull(),
    /** Grows with every change of name, state and settings. */
    version: bigint("version", { mode: "number" }).notNull(),
    /** The version that the tenant's Meter has confirmed: a smaller one is told again. */
    toldVersion: bigint("told_version", { mode: "number" }).notNull(),
    createdBy: uuid("created_by").$type<PersonId>(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("projects_created_idx").on(table.tenantId, table.createdAt, table.id),
  ],
);

/** What a tenant's own servers sign identity tokens with. */
export const projectSecrets = pgTable(
  "project_secrets",
  {
    tenantId: tenantId(),
    projectId: uuid("project_id").$type<ProjectId>().notNull(),
    /** Named by a token's header. */
    kid: text("kid").notNull(),
    /** AES-GCM over the secret. */
    sealed: text("sealed").notNull(),
    createdBy: uuid("created_by").$type<PersonId>(),
    createdAt: moment("created_at").notNull(),
    /** From then on it counts no more. Null for the newest one. */
    endsAt: moment("ends_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.projectId, table.kid] }),
    foreignKey({
      columns: [table.tenantId, table.projectId],
      foreignColumns: [projects.tenantId, projects.id],
    }).onDelete("cascade"),
  ],
);
