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

/** A change of address that is not finished: it waits for a yes from the old address, then for one from the new. */
export interface WaitingChange {
  step: "approve" | "confirm";
  /** The new address. */
  email: string;
}
