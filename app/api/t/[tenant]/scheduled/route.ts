import { defineRoute } from "@/lib/http/define-route";
import { scheduleMessage, scheduleMessageInput } from "@/lib/later/server/schedule-message";

export const POST = defineRoute({ input: scheduleMessageInput, run: scheduleMessage });
