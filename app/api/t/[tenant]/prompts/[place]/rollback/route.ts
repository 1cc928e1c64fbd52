import { defineRoute } from "@/lib/http/define-route";
import { rollBackPrompt, rollBackPromptInput } from "@/lib/playground/server/save-prompt";

export const POST = defineRoute({ input: rollBackPromptInput, run: rollBackPrompt, status: 201 });
