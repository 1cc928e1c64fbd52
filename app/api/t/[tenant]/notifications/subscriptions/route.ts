import { defineRoute } from "@/lib/http/define-route";
import { addSubscription, addSubscriptionInput } from "@/lib/notify/server/add-subscription";

export const POST = defineRoute({ input: addSubscriptionInput, run: addSubscription });
