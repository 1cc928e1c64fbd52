/** Spent tickets and ended sessions, kept only as long as a ticket lives. The table is `tickets (jti, expires_at)`. */
import { LIMITS } from "@/lib/rooms/protocol";

/** True for the first use of a ticket that has not expired and whose session goes on. */
export function spendTicket(
  sql: SqlStorage,
  claims: { jti: string; expiresAt: number; session: string },
  now: number,
): boolean {
  if (claims.expiresAt <= now) return false;
  sql.exec("DELETE FROM tickets WHERE expires_at <= ?", now);
  if (sql.exec("SELECT 1 FROM tickets WHERE jti = ?", sessionKey(claims.session)).toArray().length > 0) return false;
  return (
    sql.exec("INSERT INTO tickets (jti, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING", claims.jti, claims.expiresAt)
      .rowsWritten > 0
  );
}

/** When a ticket was made, to the second. */
export function mintedAt({ expiresAt }: { expiresAt: number }): number {
  return expiresAt - LIMITS.ticketSeconds * 1000;
}

/** Refuses tickets of a signed-out session that are still on their way. */
export function refuseSession(sql: SqlStorage, session: string, now: number): void {
  sql.exec(
    "INSERT OR REPLACE INTO tickets (jti, expires_at) VALUES (?, ?)",
    sessionKey(session),
    now + LIMITS.ticketSeconds * 1000,
  );
}

function sessionKey(session: string): string {
  return `session:${session}`;
}
