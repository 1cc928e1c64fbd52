import { defineRoute } from "@/lib/http/define-route";
import { renameTenant, renameTenantInput } from "@/lib/tenants/server/rename-tenant";

export const PATCH = defineRoute({ input: renameTenantInput, run: renameTenant });
