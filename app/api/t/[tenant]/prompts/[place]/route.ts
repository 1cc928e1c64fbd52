import { defineRoute } from "@/lib/http/define-route";
import { savePrompt, savePromptInput } from "@/lib/playground/server/save-prompt";

export const POST = defineRoute({ input: savePromptInput, run: savePrompt, status: 201 });
