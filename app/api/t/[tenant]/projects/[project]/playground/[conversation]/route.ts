import { defineRoute } from "@/lib/http/define-route";
import { forgetTrial, forgetTrialInput } from "@/lib/playground/server/ask-trial";

export const DELETE = defineRoute({ input: forgetTrialInput, run: forgetTrial });
