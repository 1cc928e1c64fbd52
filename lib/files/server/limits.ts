import * as z from "zod/mini";
import type { Env } from "@/lib/platform/env";
import { FILE_LIMITS } from "../protocol";

const overrides = z.object({ tenantBytes: z.int().check(z.positive()) });

/** Bytes that a tenant's files may take together. A malformed override is ignored: the documented limit holds. */
export function tenantBytesMax({ FILE_LIMITS: text }: Env): number {
  if (!text) return FILE_LIMITS.tenantBytesMax;
  try {
    const parsed = z.safeParse(overrides, JSON.parse(text));
    return parsed.success ? parsed.data.tenantBytes : FILE_LIMITS.tenantBytesMax;
  } catch {
    return FILE_LIMITS.tenantBytesMax;
  }
}

/** Uploads one person may begin. */
export const UPLOAD_RATE = { max: 300, windowMs: 10 * 60_000 };
