const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long things live. */
export const SECONDS = {
  session: 30 * DAY,
  sessionRefresh: DAY,
  /** Within this time after signing in, a passkey may be added without signing in again. */
  fresh: HOUR,
  verification: HOUR,
  reset: 30 * MINUTE,
  invitation: 7 * DAY,
} as const;

/** People in one tenant. */
export const MEMBERS_MAX = 20_000;

/**
 * Requests per address (IPv6: per /64) and path, counted in Postgres so that every isolate sees the same number.
 * An office shares one address; what an account itself can stand is the lockout of two-factor and the slow hash.
 */
export const AUTH_RATE_RULES = {
  "/sign-in/email": { window: MINUTE, max: 30 },
  "/sign-in/social": { window: MINUTE, max: 30 },
  "/sign-up/email": { window: MINUTE, max: 10 },
  "/request-password-reset": { window: MINUTE, max: 5 },
  "/send-verification-email": { window: MINUTE, max: 5 },
  "/reset-password": { window: MINUTE, max: 10 },
  "/verify-email": { window: MINUTE, max: 20 },
  "/change-email": { window: MINUTE, max: 5 },
  "/change-password": { window: MINUTE, max: 10 },
  "/two-factor/*": { window: MINUTE, max: 15 },
  "/passkey/*": { window: MINUTE, max: 30 },
};
