import { defineRoute } from "@/lib/http/define-route";
import { resolveReport, resolveReportInput } from "@/lib/moderation/server/resolve-report";

export const PATCH = defineRoute({ input: resolveReportInput, run: resolveReport });
