import type { GenericOAuthConfig } from "better-auth/plugins/generic-oauth";
import { AppError } from "@/lib/platform/errors";
import type { Env } from "@/lib/platform/env";
import { isLocalHost } from "../core/local-host";

/** The OpenID provider's id in paths and in the account table. */
export const OIDC_PROVIDER = "oidc";

/** The canonical address: links in mails begin with it. */
export function canonicalOrigin(env: Env): string {
  const [origin] = env.appOrigins;
  if (origin === undefined)
    throw new AppError("unavailable", "The installation has no address: APP_ORIGINS is empty.", {
      param: "APP_ORIGINS",
    });
  return origin;
}

/** One address is fixed; of several the request's own host is used when it is on the list. */
export function baseUrlOf(env: Env) {
  const fallback = canonicalOrigin(env);
  if (env.appOrigins.length === 1) return fallback;
  const protocol: "http" | "https" = fallback.startsWith("https://") ? "https" : "http";
  return { allowedHosts: env.appOrigins.map((origin) => new URL(origin).host), fallback, protocol };
}

/**
 * Where the caller's address is read from. Cloudflare writes this header itself; on a machine of one's own nobody does, so
 * there it is not believed and all callers count as one.
 */
export function addressHeaders(env: Env): string[] {
  return isLocalHost(new URL(canonicalOrigin(env)).host) ? [] : ["cf-connecting-ip"];
}

/** Passkeys belong to the canonical host. */
export function passkeyPlace(env: Env): { rpID: string; origin: string[] } {
  return { rpID: new URL(canonicalOrigin(env)).hostname, origin: env.appOrigins };
}

/** The OpenID provider of the installation: all three variables, or none and no button. */
export function oidcConfigs(env: Env): GenericOAuthConfig[] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer || !clientId || !clientSecret) return [];
  return [
    {
      providerId: OIDC_PROVIDER,
      name: env.OIDC_LABEL ?? "single sign-on",
      discoveryUrl: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
      requireIdTokenVerification: true,
      // An account is found by its address, so an address the provider has not proved opens nothing.
      requireEmailVerification: true,
      disableProviderLogout: true,
      clientId,
      clientSecret,
      scopes: ["openid", "email", "profile"],
      pkce: true,
    },
  ];
}

/** The label of the sign-in button; null when no provider is configured. */
export function oidcLabel(env: Env): string | null {
  return oidcConfigs(env)[0]?.name ?? null;
}
