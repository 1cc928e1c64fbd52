/** What the account routes answer and the account page shows. Types only. Times are milliseconds since 1970. */

/** One place where the account is signed in. */
export interface SessionView {
  id: string;
  /** Browser and system, as far as the browser said. */
  device: string;
  since: number;
  lastUsed: number;
  current: boolean;
}
