import * as z from "zod/mini";
import { describeDevice } from "../core/device";
import type { SessionView } from "../protocol";
import type { AccountCtx } from "./account-ctx";
import { fromAuth } from "./auth-error";

export const listSessionsInput = z.strictObject({});

/** Where the account is signed in, the session that asks first. No token leaves the server. */
export async function listSessions(
  ctx: Pick<AccountCtx, "auth" | "headers" | "sessionId">,
): Promise<{ sessions: SessionView[] }> {
  const rows = await fromAuth(ctx.auth.api.listSessions({ headers: ctx.headers }));
  const sessions = rows.map((row) => ({
    id: row.id,
    device: describeDevice(row.userAgent ?? ""),
    since: row.createdAt.getTime(),
    lastUsed: row.updatedAt.getTime(),
    current: row.id === ctx.sessionId,
  }));
  return { sessions: sessions.toSorted((a, b) => Number(b.current) - Number(a.current) || b.lastUsed - a.lastUsed) };
}
