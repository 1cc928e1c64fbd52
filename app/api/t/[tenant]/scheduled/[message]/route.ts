import { defineRoute } from "@/lib/http/define-route";
import { changeScheduled, changeScheduledInput } from "@/lib/later/server/change-scheduled";
import { dropScheduled, dropScheduledInput } from "@/lib/later/server/drop-scheduled";

export const PATCH = defineRoute({ input: changeScheduledInput, run: changeScheduled });
export const DELETE = defineRoute({ input: dropScheduledInput, run: dropScheduled });
