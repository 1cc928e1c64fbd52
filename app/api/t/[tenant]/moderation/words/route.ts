import { defineRoute } from "@/lib/http/define-route";
import { addWord, addWordInput } from "@/lib/moderation/server/add-word";

export const POST = defineRoute({ input: addWordInput, run: addWord });
