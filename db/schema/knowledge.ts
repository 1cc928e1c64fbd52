import { bigint, foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { DocumentKind, DocumentState } from "@/lib/knowledge/protocol";
import type { DocumentId, PersonId, ProjectId } from "@/lib/platform/ids";
import { moment, tenantId } from "./columns";
import { projects } from "./projects";

/** What a project's assistant knows: one row a document. Its text lies in R2 and in the project's own index. */
export const knowledgeDocuments = pgTable(
  "knowledge_documents",
  {
    tenantId: tenantId(),
    projectId: uuid("project_id").$type<ProjectId>().notNull(),
    id: uuid("id").$type<DocumentId>().notNull(),
    /** What makes two readings the same document: `url:<address>` or `name:<name>`. */
    source: text("source").notNull(),
    /** As it was named by whoever brought it; the text itself may say better. */
    name: text("name").notNull(),
    title: text("title").notNull(),
    kind: text("kind").$type<DocumentKind>().notNull(),
    url: text("url"),
    state: text("state").$type<DocumentState>().notNull(),
    version: integer("version").notNull(),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    /** SHA-256 of the bytes of this version; null until they are here. */
    sha256: text("sha256"),
    chunks: integer("chunks").notNull(),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    createdBy: uuid("created_by").$type<PersonId>(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.projectId, table.id] }),
    unique("knowledge_documents_source").on(table.tenantId, table.projectId, table.source),
    index("knowledge_documents_created_idx").on(table.tenantId, table.projectId, table.createdAt, table.id),
    foreignKey({
      columns: [table.tenantId, table.projectId],
      foreignColumns: [projects.tenantId, projects.id],
    }).onDelete("cascade"),
  ],
);
