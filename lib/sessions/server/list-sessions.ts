import type { TenantDb } from "@/db/client";
import { listSessions as readSessions } from "@/db/queries/sessions";
import { AppError } from "@/lib/platform/errors";
import { decodeCursor, encodeCursor } from "../core/cursor";
import type { SessionsPage, SessionsQuery } from "../protocol";

/** The tenant's sessions, newest first. */
export async function listSessions(db: TenantDb, { limit, cursor, user }: SessionsQuery): Promise<SessionsPage> {
  const before = cursor === undefined ? null : decodeCursor(cursor);
  if (cursor !== undefined && !before) throw new AppError("invalid_request", "This is no cursor.", { param: "cursor" });
  const rows = await readSessions(db, { limit: limit + 1, before, ...(user === undefined ? {} : { user }) });
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const hasMore = rows.length > limit;
  return {
    object: "list",
    data,
    has_more: hasMore,
    next_cursor: hasMore && last ? encodeCursor({ at: last.created_at, id: last.id }) : null,
  };
}
