import { exportAudit, exportAuditInput } from "@/lib/audit/server/export-audit";
import { defineRoute } from "@/lib/http/define-route";

export const GET = defineRoute({ input: exportAuditInput, run: exportAudit });
