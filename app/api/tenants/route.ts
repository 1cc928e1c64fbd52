import { defineAccountRoute } from "@/lib/http/define-route";
import { createTenant, createTenantInput } from "@/lib/tenants/server/create-tenant";
import { listMyTenants, listMyTenantsInput } from "@/lib/tenants/server/list-my-tenants";

export const GET = defineAccountRoute({ input: listMyTenantsInput, run: listMyTenants });
export const POST = defineAccountRoute({ input: createTenantInput, run: createTenant, status: 201 });
