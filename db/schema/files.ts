import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { logSeq, moment, tenantId } from "./columns";

export type FileState = "pending" | "ready" | "deleted";

/**
 * Every upload of a tenant; the bytes lie in R2. pending: promised, and counted against the tenant's room. ready: stored.
 * deleted: the sweep removes bytes and row. `attached_seq` is the message it is in, as far as the log was projected.
 */
export const files = pgTable(
  "files",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    roomId: uuid("room_id").$type<RoomId>().notNull(),
    uploaderId: uuid("uploader_id").$type<PersonId>().notNull(),
    name: text("name").notNull(),
    size: bigint("size", { mode: "number" }).notNull(),
    /** From the bytes; null until they are there. */
    type: text("type"),
    width: integer("width"),
    height: integer("height"),
    sha256: text("sha256"),
    state: text("state").$type<FileState>().notNull(),
    attachedSeq: logSeq("attached_seq"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    // A room's list of files, newest first.
    index("files_room_idx")
      .on(table.tenantId, table.roomId, table.attachedSeq, table.id)
      .where(sql`state = 'ready' and attached_seq is not null`),
    // What the sweep looks at.
    index("files_loose_idx")
      .on(table.tenantId, table.createdAt)
      .where(sql`state <> 'ready' or attached_seq is null`),
  ],
);
