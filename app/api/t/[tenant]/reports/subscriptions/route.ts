import { defineRoute } from "@/lib/http/define-route";
import { createSubscriptionInput, listSubscriptionsInput } from "@/lib/reporting/server/inputs";
import { createSubscription, listSubscriptions } from "@/lib/reporting/server/subscriptions";

export const GET = defineRoute({ input: listSubscriptionsInput, run: listSubscriptions });
export const POST = defineRoute({ input: createSubscriptionInput, run: createSubscription, status: 201 });
