import { eraseConversation, eraseConversationInput } from "@/lib/conversations/server/erase-conversation";
import { defineRoute } from "@/lib/http/define-route";

export const DELETE = defineRoute({ input: eraseConversationInput, run: eraseConversation });
