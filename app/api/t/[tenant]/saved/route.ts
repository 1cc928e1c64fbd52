import { defineRoute } from "@/lib/http/define-route";
import { saveMessage, saveMessageInput } from "@/lib/later/server/save-message";

export const POST = defineRoute({ input: saveMessageInput, run: saveMessage });
