import { defineRoute } from "@/lib/http/define-route";
import { showOpenReports, showOpenReportsInput } from "@/lib/moderation/server/count-open-reports";

export const GET = defineRoute({ input: showOpenReportsInput, run: showOpenReports });
