/** What stands between untrusted text and a model, and between a model and a person. Stored per project. */

export const PERSONAL_KINDS = ["email", "phone", "card", "iban", "ip", "national_id", "name"] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

export const FILTER_CATEGORIES = ["abuse", "self_harm", "injection", "rule"] as const;
export type FilterCategory = (typeof FILTER_CATEGORIES)[number];

export interface GuardPolicy {
  /** Kinds that leave for no provider and no log; empty: none. */
  redact: readonly PersonalKind[];
  /** Words and phrases of the tenant's own that are refused, in and out. */
  blocked: readonly string[];
  /** Hosts that links of an answer may point at, besides those of the passages. */
  linkHosts: readonly string[];
  /** Refuse what looks like an attempt to take the assistant over; else it is only marked. */
  refuseInjection: boolean;
}

export const DEFAULT_GUARD: GuardPolicy = {
  redact: ["email", "phone", "card", "iban", "ip", "national_id"],
  blocked: [],
  linkHosts: [],
  refuseInjection: false,
};

/** Redacted text, and what stands behind each placeholder. The vault stays in the conversation's own object. */
export interface Redacted {
  text: string;
  /** Placeholder (`[email-1]`) to original. The same original has the same placeholder in one vault. */
  vault: Record<string, string>;
  found: readonly PersonalKind[];
}

export type Verdict = { action: "pass" } | { action: "refuse"; category: FilterCategory; rule?: string };
