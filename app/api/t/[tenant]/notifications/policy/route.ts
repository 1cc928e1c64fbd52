import { defineRoute } from "@/lib/http/define-route";
import { changePolicy, changePolicyInput } from "@/lib/notify/server/change-policy";

export const PATCH = defineRoute({ input: changePolicyInput, run: changePolicy });
