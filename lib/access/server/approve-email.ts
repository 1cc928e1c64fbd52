import * as z from "zod/mini";
import { authDb } from "@/db/client";
import { approveEmailChange, findAccountByEmail } from "@/db/queries/email-change";
import type { OpenCtx } from "./account-ctx";
import { fromAuth } from "./auth-error";
import { SECONDS } from "./auth-limits";
import { changeIsOver } from "./change-email";
import { readChangeToken } from "./change-token";

export const approveEmailInput = z.strictObject({ token: z.string().check(z.maxLength(2_000)) });

/**
 * The old address says yes to a change, once; then the new one is asked. No session is needed: holding the mailbox is what
 * is proved here, and a stolen session does not hold it.
 */
export async function approveEmail(
  ctx: OpenCtx,
  { token }: z.infer<typeof approveEmailInput>,
): Promise<{ email: string }> {
  const db = authDb(ctx.runtime.env);
  const change = await readChangeToken(ctx.runtime.env, token);
  const account = change?.step === "approve" ? await findAccountByEmail(db, change.from) : null;
  if (!change || !account) throw changeIsOver();
  const now = ctx.now();
  const until = { now: new Date(now), expiresAt: new Date(now + SECONDS.verification * 1000) };
  if (!(await approveEmailChange(db, account, change.to, until))) throw changeIsOver();
  // Without the caller's session: whose browser the link was opened in does not matter.
  await fromAuth(ctx.auth.api.verifyEmail({ query: { token }, headers: new Headers() }));
  return { email: change.to };
}
