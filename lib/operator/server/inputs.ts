/** Fields that several operator verbs share. */
import * as z from "zod/mini";
import { isUuid, type TenantId } from "@/lib/platform/ids";

export const tenantId = z.pipe(
  z.string().check(z.refine(isUuid, "Expected a lower-case UUID.")),
  z.transform((id) => id as TenantId),
);
