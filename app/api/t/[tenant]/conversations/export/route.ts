import { exportConversations, exportConversationsInput } from "@/lib/conversations/server/export-conversations";
import { defineRoute } from "@/lib/http/define-route";

export const GET = defineRoute({ input: exportConversationsInput, run: exportConversations });
