import { createAuthMiddleware, createEmailVerificationToken, getSessionFromCtx, isAPIError } from "better-auth/api";
import * as z from "zod/mini";
import { authDb } from "@/db/client";
import { findAccountByEmail, saveEmailChange } from "@/db/queries/email-change";
import type { AccountId } from "@/lib/platform/ids";
import { SECONDS } from "./auth-limits";
import type { authMails } from "./auth-mails";
import type { WebRuntime } from "./web-bindings";

const changeBody = z.object({ newEmail: z.string() });

/**
 * Follows better-auth's `/change-email`: keeps what is waited for, and asks the old address also when the new one belongs to
 * somebody. better-auth mails only when it is free, which the asker would notice.
 */
export function emailChangeHook(runtime: WebRuntime, mails: ReturnType<typeof authMails>) {
  return createAuthMiddleware(async (ctx) => {
    if (ctx.path !== "/change-email" || isAPIError(ctx.context.returned)) return;
    const body = changeBody.safeParse(ctx.body);
    const session = await getSessionFromCtx(ctx);
    if (!body.success || !session) return;
    const { user } = session;
    const newEmail = body.data.newEmail.toLowerCase();
    const db = authDb(runtime.env);
    const expiresAt = new Date(Date.now() + SECONDS.verification * 1000);
    await saveEmailChange(db, user.id as AccountId, newEmail, expiresAt);
    if (!(await findAccountByEmail(db, newEmail))) return;
    const kind = { requestType: "change-email-confirmation" };
    const { secret } = ctx.context;
    const token = await createEmailVerificationToken(secret, user.email, newEmail, SECONDS.verification, kind);
    await ctx.context.runInBackgroundOrAwait(mails.approve({ user, newEmail, token }));
  });
}
