import { defineRoute } from "@/lib/http/define-route";
import { changeTenantConfig, changeTenantConfigInput } from "@/lib/tenants/server/change-config";
import { showTenantConfig, showTenantConfigInput } from "@/lib/tenants/server/show-config";

export const GET = defineRoute({ input: showTenantConfigInput, run: showTenantConfig });

export const PATCH = defineRoute({ input: changeTenantConfigInput, run: changeTenantConfig });
