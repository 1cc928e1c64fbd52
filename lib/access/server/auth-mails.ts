import { authDb } from "@/db/client";
import { findAccountByEmail } from "@/db/queries/email-change";
import type { Mailer } from "@/lib/mail/mailer";
import { renderMail, type MailFacts, type PlainKind } from "@/lib/mail/render-mail";
import type { Env } from "@/lib/platform/env";
import { safeNextPath } from "../core/next-path";
import { canonicalOrigin } from "./auth-place";
import { readChangeToken } from "./change-token";

interface Recipient {
  email: string;
  name: string;
}

/**
 * better-auth's mail callbacks. Links lead to our own pages, never straight to an endpoint that acts: a mail scanner that
 * opens every link would otherwise use them up.
 */
export function authMails(env: Env, mailer: Mailer) {
  const origin = canonicalOrigin(env);
  const send = (to: string, kind: PlainKind, facts: MailFacts, path: string) =>
    mailer.send(to, renderMail(kind, facts, `${origin}${path}`));
  return {
    /** To a new account's address, and to the address that an account is to have from now on. */
    verify: async ({ user, url, token }: { user: Recipient; url: string; token: string }) => {
      if (await readChangeToken(env, token)) {
        if (await findAccountByEmail(authDb(env), user.email)) return send(user.email, "taken", {}, "/sign-in");
        return send(user.email, "newAddress", { name: user.name }, `/verify?${new URLSearchParams({ token })}`);
      }
      const next = safeNextPath(new URL(url).searchParams.get("callbackURL"));
      return send(user.email, "verify", { name: user.name }, `/verify?${new URLSearchParams({ token, next })}`);
    },
    /** To the address that an account has until now. */
    approve: ({ user, newEmail, token }: { user: Recipient; newEmail: string; token: string }) =>
      send(user.email, "approve", { name: user.name, address: newEmail }, `/verify?${new URLSearchParams({ token })}`),
    changed: (old: Recipient, newEmail: string) =>
      send(old.email, "changed", { name: old.name, address: newEmail }, "/account"),
    reset: ({ user, token }: { user: Recipient; token: string }) =>
      send(user.email, "reset", { name: user.name }, `/reset?${new URLSearchParams({ token })}`),
    known: ({ user }: { user: Recipient }) => send(user.email, "known", { name: user.name }, "/sign-in"),
    invitation: (invitation: {
      id: string;
      email: string;
      role: string;
      organization: { name: string };
      inviter: { user: { name: string } };
    }) =>
      send(
        invitation.email,
        "invitation",
        { inviter: invitation.inviter.user.name, tenant: invitation.organization.name, role: invitation.role },
        `/invite/${invitation.id}`,
      ),
  };
}
