import { defineOperatorRoute } from "@/lib/http/define-route";
import { createTenantFor, createTenantInput } from "@/lib/operator/server/create-tenant";

export const POST = defineOperatorRoute({ input: createTenantInput, run: createTenantFor, status: 201 });
