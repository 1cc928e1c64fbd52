/**
 * What of better-auth may be reached over HTTP. Its organisation endpoints may not: the same calls are made by the verbs of
 * lib/tenants, which also end what a membership had opened. Anything that is not listed is 404.
 */
const GET_PATHS = [
  "/callback/oidc",
  "/error",
  "/passkey/generate-authenticate-options",
  "/passkey/generate-register-options",
  "/passkey/list-user-passkeys",
  "/verify-email",
];

const POST_PATHS = [
  "/change-email",
  "/change-password",
  "/passkey/delete-passkey",
  "/passkey/update-passkey",
  "/passkey/verify-authentication",
  "/passkey/verify-registration",
  "/request-password-reset",
  "/reset-password",
  "/revoke-other-sessions",
  "/send-verification-email",
  "/sign-in/email",
  "/sign-in/social",
  "/sign-out",
  "/sign-up/email",
  "/two-factor/disable",
  "/two-factor/enable",
  "/two-factor/generate-backup-codes",
  "/two-factor/verify-backup-code",
  "/two-factor/verify-totp",
];

export const AUTH_BASE = "/api/auth";

/** How a request to better-auth is to be treated. */
export type AuthDoor =
  | { open: true; path: string; fromProvider: boolean; oidc: boolean }
  | { open: false; reason: "not_found" | "method_not_allowed" };

export function authDoor(method: string, pathname: string): AuthDoor {
  const path = pathname.startsWith(`${AUTH_BASE}/`) ? pathname.slice(AUTH_BASE.length) : "";
  const byMethod = new Map([
    ["GET", GET_PATHS],
    ["POST", POST_PATHS],
  ]);
  if (!byMethod.get(method)?.includes(path)) {
    const known = [...byMethod.values()].some((paths) => paths.includes(path));
    return { open: false, reason: known ? "method_not_allowed" : "not_found" };
  }
  const fromProvider = path === "/callback/oidc";
  return { open: true, path, fromProvider, oidc: fromProvider || path === "/sign-in/social" };
}
