import { defineRoute } from "@/lib/http/define-route";
import { downloadReport } from "@/lib/reporting/server/export-report";
import { showReportInput } from "@/lib/reporting/server/inputs";

export const GET = defineRoute({ input: showReportInput, run: downloadReport });
