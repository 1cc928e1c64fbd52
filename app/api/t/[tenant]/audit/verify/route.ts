import { verifyAudit, verifyAuditInput } from "@/lib/audit/server/verify-audit";
import { defineRoute } from "@/lib/http/define-route";

export const GET = defineRoute({ input: verifyAuditInput, run: verifyAudit });
