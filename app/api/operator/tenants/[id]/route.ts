import { defineOperatorRoute } from "@/lib/http/define-route";
import { changeTenant, changeTenantInput } from "@/lib/operator/server/change-tenant";
import { deleteTenant } from "@/lib/operator/server/change-state";
import { getTenantInput } from "@/lib/operator/server/get-tenant";

export const PATCH = defineOperatorRoute({ input: changeTenantInput, run: changeTenant });

export const DELETE = defineOperatorRoute({ input: getTenantInput, run: deleteTenant });
