import { passkey } from "@better-auth/passkey";
import { createAuthMiddleware } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { nextCookies } from "better-auth/next-js";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import { organization } from "better-auth/plugins/organization";
import { twoFactor } from "better-auth/plugins/two-factor";
import { authDb } from "@/db/client";
import { mailerOf } from "@/lib/mail/mailer";
import { newId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { accessControl, roles } from "../core/permissions";
import { PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN } from "../core/password-rule";
import { accountHooks } from "./account-hooks";
import { authDatabase } from "./auth-database";
import { authMails } from "./auth-mails";
import { AUTH_RATE_RULES, MEMBERS_MAX, SECONDS } from "./auth-limits";
import { addressHeaders, baseUrlOf, oidcConfigs, passkeyPlace } from "./auth-place";
import { emailChangeHook } from "./email-change-hook";
import { endSessionEverywhere } from "./end-session";
import type { WebRuntime } from "./web-bindings";

export interface AuthNeeds {
  /** Whether this request may talk to the OpenID provider: its discovery document is fetched when the instance is made. */
  oidc?: boolean;
}

/**
 * A better-auth instance for one request. Never kept: promises that were begun in one request must not be awaited in
 * another (they hang when the first one is aborted).
 */
export function getAuth(runtime: WebRuntime, needs: AuthNeeds = {}) {
  const { bindings, env } = runtime;
  const mails = authMails(env, mailerOf(bindings));
  const secure = env.appOrigins.every((origin) => origin.startsWith("https://"));
  return betterAuth({
    appName: "Parlor",
    secret: env.BETTER_AUTH_SECRET,
    baseURL: baseUrlOf(env),
    trustedOrigins: env.appOrigins,
    database: authDatabase(authDb(env)),
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: PASSWORD_CHARS_MIN,
      maxPasswordLength: PASSWORD_CHARS_MAX,
      resetPasswordTokenExpiresIn: SECONDS.reset,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: mails.reset,
      onExistingUserSignUp: mails.known,
    },
    user: { changeEmail: { enabled: true, sendChangeEmailConfirmation: mails.approve } },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: true,
      expiresIn: SECONDS.verification,
      sendVerificationEmail: mails.verify,
    },
    session: {
      expiresIn: SECONDS.session,
      updateAge: SECONDS.sessionRefresh,
      freshAge: SECONDS.fresh,
      // Off: a cached session would outlive its revocation.
      cookieCache: { enabled: false },
    },
    account: { encryptOAuthTokens: true, accountLinking: { enabled: true, trustedProviders: [] } },
    verification: { storeIdentifier: "hashed" },
    rateLimit: { enabled: true, storage: "database", window: 10, max: 100, customRules: AUTH_RATE_RULES },
    advanced: {
      // Bound to this host, to https and to "/": no neighbouring subdomain can plant a session. better-auth knows only the
      // weaker prefix by itself, which is therefore off; the attributes below are what the browser asks of this one.
      cookiePrefix: secure ? "__Host-parlor" : "parlor",
      // Said out loud: better-auth leaves both checks out under a test runner.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/", secure },
      ipAddress: { ipAddressHeaders: addressHeaders(env) },
      database: { generateId: () => newId(), validateSchema: false },
      backgroundTasks: { handler: (work) => runtime.waitUntil(work) },
    },
    databaseHooks: {
      user: accountHooks,
      session: {
        delete: {
          // Before the answer: what a dead session still had open is closed when the caller hears of it.
          after: ({ id, userId }) => endSessionEverywhere(runtime, { sessionId: id, accountId: userId }),
        },
      },
    },
    hooks: {
      // A changed password ends every other session, whatever the caller asked for.
      before: createAuthMiddleware(async (ctx) => {
        if (ctx.path !== "/change-password") return;
        return { context: { ...ctx, body: { ...ctx.body, revokeOtherSessions: true } } };
      }),
      after: emailChangeHook(runtime, mails),
    },
    // Its messages may hold addresses: only what is known to be safe of an error is kept.
    logger: { level: "error", log: (_level, _message, ...rest) => logAuthFailure(rest) },
    telemetry: { enabled: false },
    plugins: [
      organization({
        ac: accessControl,
        roles,
        creatorRole: "owner",
        membershipLimit: MEMBERS_MAX,
        invitationLimit: 1_000,
        invitationExpiresIn: SECONDS.invitation,
        cancelPendingInvitationsOnReInvite: true,
        requireEmailVerificationOnInvitation: true,
        disableOrganizationDeletion: true,
        sendInvitationEmail: mails.invitation,
        schema: {
          organization: { additionalFields: { suspendedAt: { type: "date", required: false, input: false } } },
        },
      }),
      twoFactor({ issuer: "Parlor" }),
      passkey({ rpName: "Parlor", ...passkeyPlace(env) }),
      genericOAuth({ config: needs.oidc ? oidcConfigs(env) : [] }),
      nextCookies(),
    ],
  });
}

export type Auth = ReturnType<typeof getAuth>;

function logAuthFailure(details: unknown[]): void {
  const error = details.find((detail) => detail instanceof Error);
  log({ event: "http.error", level: "error", source: "better-auth", ...errorFacts(error) });
}
