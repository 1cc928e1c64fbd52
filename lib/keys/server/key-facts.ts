import type { AuditData } from "@/lib/audit/protocol";
import type { KeyView } from "../protocol";

type Chosen = Pick<KeyView, "name" | "scopes" | "limits" | "models" | "tools"> & { expiresAt?: number | null };

/** What the audit log says of a key: what it may do. Nothing of the key itself. */
export function keyFacts({ name, scopes, limits, models, tools, expiresAt }: Chosen): AuditData {
  return { name, scopes, limits: { ...limits }, models, tools, ...(expiresAt === undefined ? {} : { expiresAt }) };
}
