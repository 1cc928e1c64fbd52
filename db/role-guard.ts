import { sql } from "drizzle-orm";

/** Raises when the connected role could read past row-level security. The first batch of an isolate carries it. */
export const requireSafeRole = sql`select platform.require_safe_role()`;
