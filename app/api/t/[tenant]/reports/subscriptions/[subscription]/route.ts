import { defineRoute } from "@/lib/http/define-route";
import { deleteSubscriptionInput } from "@/lib/reporting/server/inputs";
import { deleteSubscription } from "@/lib/reporting/server/subscriptions";

export const DELETE = defineRoute({ input: deleteSubscriptionInput, run: deleteSubscription });
