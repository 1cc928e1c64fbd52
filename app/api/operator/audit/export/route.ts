import { exportLogInput } from "@/lib/audit/server/export-audit";
import { defineOperatorRoute } from "@/lib/http/define-route";
import { exportOperatorLog } from "@/lib/operator/server/operator-log";

export const GET = defineOperatorRoute({ input: exportLogInput, run: exportOperatorLog });
