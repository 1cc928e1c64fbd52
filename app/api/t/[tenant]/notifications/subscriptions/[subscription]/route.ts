import { defineRoute } from "@/lib/http/define-route";
import { removeSubscription, removeSubscriptionInput } from "@/lib/notify/server/remove-subscription";

export const DELETE = defineRoute({ input: removeSubscriptionInput, run: removeSubscription });
