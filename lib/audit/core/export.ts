/** What an export of the log is, as a file. Pure. */
import * as z from "zod/mini";
import type { AuditHead, AuditRow } from "../protocol";

export const EXPORT_FORMAT = "parlor.audit.v1";

export interface AuditExport {
  format: typeof EXPORT_FORMAT;
  tenantId: string;
  /** False when something was left out: then the chain cannot be verified. */
  complete: boolean;
  /** Where the whole log ended. */
  head: AuditHead | null;
  entries: AuditRow[];
}

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const exported = z.object({
  format: z.literal(EXPORT_FORMAT),
  tenantId: z.uuid(),
  complete: z.boolean(),
  head: z.nullable(z.object({ seq: z.int(), hash })),
  entries: z.array(
    z.object({
      seq: z.int(),
      id: z.string(),
      at: z.int(),
      actorKind: z.string(),
      actor: z.string(),
      actorName: z.string(),
      action: z.string(),
      target: z.string(),
      data: z.record(z.string(), z.unknown()),
      requestId: z.string(),
      prevHash: z.string(),
      hash: z.string(),
    }),
  ),
});

/** The export in a file; null when it is none. */
export function readAuditExport(text: string): AuditExport | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const result = z.safeParse(exported, value);
  return result.success ? (result.data as AuditExport) : null;
}
