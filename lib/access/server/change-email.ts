import * as z from "zod/mini";
import { authDb, tenantDb } from "@/db/client";
import { listTenantsOfAccount } from "@/db/queries/auth";
import { findEmailChange, forgetEmailChange } from "@/db/queries/email-change";
import { readdressPerson } from "@/db/queries/people";
import { mailerOf } from "@/lib/mail/mailer";
import { AppError } from "@/lib/platform/errors";
import type { AccountCtx } from "./account-ctx";
import { fromAuth } from "./auth-error";
import { authMails } from "./auth-mails";
import { readChangeToken } from "./change-token";

export const changeEmailInput = z.strictObject({ token: z.string().check(z.maxLength(2_000)) });

/**
 * The new address says yes, and the account has it, here and in every tenant it belongs to. Only somebody signed in to
 * that account can finish: better-auth alone would open a session for whoever holds the link, past the second factor, and
 * a mistyped address would hand the account to a stranger.
 */
export async function changeEmail(
  ctx: AccountCtx,
  { token }: z.infer<typeof changeEmailInput>,
): Promise<{ email: string }> {
  const { runtime, account, email: from, name } = ctx;
  const { env, bindings } = runtime;
  const change = await readChangeToken(env, token);
  if (change?.step !== "confirm" || change.from !== from) throw changeIsOver();
  const waiting = await findEmailChange(authDb(env), account, new Date(ctx.now()));
  if (waiting?.step !== "confirm" || waiting.email !== change.to) throw changeIsOver();
  await fromAuth(ctx.auth.api.verifyEmail({ query: { token }, headers: ctx.headers }));
  runtime.waitUntil(authMails(env, mailerOf(bindings)).changed({ email: from, name }, change.to));
  await forgetEmailChange(authDb(env), account);
  const tenants = await listTenantsOfAccount(authDb(env), account);
  await Promise.all(tenants.map(({ tenantId }) => readdressPerson(tenantDb(env, tenantId), account, change.to)));
  return { email: change.to };
}

/** One answer for a link that was used, replaced, is too old, belongs to somebody else, or never was one. */
export function changeIsOver(): AppError {
  return new AppError(
    "gone",
    "This link was used already or is too old. Ask for the change again on the account page.",
  );
}
