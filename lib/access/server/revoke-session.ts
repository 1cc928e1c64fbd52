import * as z from "zod/mini";
import { AppError } from "@/lib/platform/errors";
import type { AccountCtx } from "./account-ctx";
import { fromAuth } from "./auth-error";

export const revokeSessionInput = z.strictObject({ session: z.string().check(z.maxLength(64)) });

/** Signs one of the account's sessions out: its cookie and its sockets are dead when this answers. */
export async function revokeSession(ctx: AccountCtx, input: z.infer<typeof revokeSessionInput>): Promise<object> {
  const rows = await fromAuth(ctx.auth.api.listSessions({ headers: ctx.headers }));
  const target = rows.find(({ id }) => id === input.session);
  if (!target) throw new AppError("not_found", "There is no such session.");
  await fromAuth(ctx.auth.api.revokeSession({ body: { token: target.token }, headers: ctx.headers }));
  return {};
}
