import { bigint, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { AuditAction, AuditActorKind, AuditData } from "@/lib/audit/protocol";
import { moment, tenantId } from "./columns";

/**
 * What administrators did, one row an act, each with the hash of the one before it. Rows come by `platform.append_audit`
 * alone; nobody changes one, and they are removed only with their tenant.
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    tenantId: tenantId(),
    /** Dense from 1. */
    seq: bigint("seq", { mode: "number" }).notNull(),
    id: uuid("id").notNull(),
    at: moment("at").notNull(),
    actorKind: text("actor_kind").$type<AuditActorKind>().notNull(),
    actor: text("actor").notNull(),
    /** As it was then. */
    actorName: text("actor_name").notNull(),
    action: text("action").$type<AuditAction>().notNull(),
    target: text("target").notNull(),
    data: jsonb("data").$type<AuditData>().notNull(),
    requestId: text("request_id").notNull(),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.seq] }),
    uniqueIndex("audit_entries_id_key").on(table.tenantId, table.id),
  ],
);

/** Where each tenant's chain ends, so that a missing last row is noticed as well. */
export const auditHeads = pgTable(
  "audit_heads",
  {
    tenantId: tenantId(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId] })],
);
