/** API keys as the dashboard and the admin API show them. The key itself is in one answer only: that of its creation. */
import type { KeyId, PersonId } from "@/lib/platform/ids";
import type { KeyLimits, KeyScope } from "@/lib/quotas/protocol";

export const KEY_BOUNDS = {
  nameCharsMax: 80,
  /** Keys of a tenant that live at one time. */
  livingMax: 200,
  /** The newest ones are listed. */
  listedMax: 500,
  /** Models or tools that a key may name. */
  namesMax: 100,
  nameOfModelCharsMax: 256,
} as const;

/** How long a rerolled key goes on, in hours. */
export const REROLL_GRACES = [0, 1, 24, 168] as const;
export type RerollGrace = (typeof REROLL_GRACES)[number];

export interface KeyView {
  id: KeyId;
  name: string;
  /** The first and the last characters: enough to tell keys apart, not to use one. */
  shown: string;
  scopes: readonly KeyScope[];
  limits: KeyLimits;
  models: readonly string[] | null;
  tools: readonly string[] | null;
  createdBy: PersonId | null;
  createdAt: number;
  expiresAt: number | null;
  /** Ended, or ends then while a rerolled key lives out its grace. */
  endsAt: number | null;
  lastUsedAt: number | null;
}

/** The only answer that holds a key. */
export interface MadeKey {
  key: KeyView;
  /** The key itself. */
  text: string;
}

export interface RerolledKey extends MadeKey {
  /** When the old key ends, at the latest. */
  oldEndsAt: number;
  /** False: the old key goes on until the change has arrived, which is tried again whenever the keys are listed. */
  oldTold: boolean;
}
