import { defineRoute } from "@/lib/http/define-route";
import { removeWord, removeWordInput } from "@/lib/moderation/server/remove-word";
import { setWordAction, setWordActionInput } from "@/lib/moderation/server/set-word-action";

export const PATCH = defineRoute({ input: setWordActionInput, run: setWordAction });
export const DELETE = defineRoute({ input: removeWordInput, run: removeWord });
