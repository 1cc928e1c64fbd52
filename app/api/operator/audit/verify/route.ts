import { verifyLogInput } from "@/lib/audit/server/verify-audit";
import { defineOperatorRoute } from "@/lib/http/define-route";
import { verifyOperatorLog } from "@/lib/operator/server/operator-log";

export const GET = defineOperatorRoute({ input: verifyLogInput, run: verifyOperatorLog });
