import { defineOperatorRoute } from "@/lib/http/define-route";
import { suspend } from "@/lib/operator/server/change-state";
import { getTenantInput } from "@/lib/operator/server/get-tenant";

export const POST = defineOperatorRoute({ input: getTenantInput, run: suspend });
