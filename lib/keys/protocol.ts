/** API keys as the dashboard and the admin API show them. The key itself is in one answer only: that of its creation. */
import type { KeyId, PersonId } from "@/lib/platform/ids";
import type { KeyLimits, KeyScope } from "@/lib/quotas/protocol";

/** `pk_live_<id><secret><checksum>`: what secret scanners look for. */
export const KEY_PREFIX = "pk_live_";

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
