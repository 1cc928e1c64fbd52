/** Fields that several operator verbs share. */
import { idField } from "@/lib/http/fields";
import type { TenantId } from "@/lib/platform/ids";

export const tenantId = idField<TenantId>();
