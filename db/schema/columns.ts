import { bigint, timestamp, uuid } from "drizzle-orm/pg-core";
import type { PersonId, RoomId, TenantId } from "@/lib/platform/ids";

/** The tenant a row belongs to: first column of every primary key and foreign key of a tenant table. */
export const tenantId = () => uuid("tenant_id").$type<TenantId>().notNull();

export const roomId = () => uuid("room_id").$type<RoomId>().notNull();
export const personId = (name: string) => uuid(name).$type<PersonId>();

/** A place in a room's log. Dense from 1, far below 2^53. */
export const logSeq = (name: string) => bigint(name, { mode: "number" });

/** A moment with its zone. Never `timestamp` without one: it shifts with the session's zone. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
