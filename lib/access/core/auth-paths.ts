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

/** How a request to better-auth is to be treated; null when there is nothing at this path. */
export function authDoor(
  method: string,
  pathname: string,
): { path: string; fromProvider: boolean; oidc: boolean } | null {
  if (!pathname.startsWith(`${AUTH_BASE}/`)) return null;
  const path = pathname.slice(AUTH_BASE.length);
  const open = method === "GET" ? GET_PATHS : method === "POST" ? POST_PATHS : [];
  if (!open.includes(path)) return null;
  const fromProvider = path === "/callback/oidc";
  return { path, fromProvider, oidc: fromProvider || path === "/sign-in/social" };
}
