import { defineRoute } from "@/lib/http/define-route";
import { showReportInput } from "@/lib/reporting/server/inputs";
import { showReport } from "@/lib/reporting/server/show-report";

export const GET = defineRoute({ input: showReportInput, run: showReport });
