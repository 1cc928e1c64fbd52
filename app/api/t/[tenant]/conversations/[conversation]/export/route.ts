import { exportConversation, exportConversationInput } from "@/lib/conversations/server/export-conversation";
import { defineRoute } from "@/lib/http/define-route";

export const GET = defineRoute({ input: exportConversationInput, run: exportConversation });
