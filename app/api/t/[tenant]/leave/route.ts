import { defineRoute } from "@/lib/http/define-route";
import { leaveTenant, leaveTenantInput } from "@/lib/tenants/server/leave-tenant";

export const POST = defineRoute({ input: leaveTenantInput, run: leaveTenant });
