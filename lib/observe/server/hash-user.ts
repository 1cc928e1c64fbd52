import { createHash } from "node:crypto";

const HEX_CHARS = 16;

/** Who asked, for the log: the same for the same one of a tenant, and nobody's name. */
export function hashUser(tenantId: string, id: string): string {
  return createHash("sha256").update(`log\0${tenantId}\0${id}`).digest("hex").slice(0, HEX_CHARS);
}
