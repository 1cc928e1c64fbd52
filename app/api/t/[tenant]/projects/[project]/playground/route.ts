import { defineRoute } from "@/lib/http/define-route";
import { askTrial, askTrialInput } from "@/lib/playground/server/ask-trial";

export const POST = defineRoute({ input: askTrialInput, run: askTrial });
