import { defineRoute } from "@/lib/http/define-route";
import { reportMessage, reportMessageInput } from "@/lib/moderation/server/report-message";

export const POST = defineRoute({ input: reportMessageInput, run: reportMessage });
