import { findConversations, findConversationsInput } from "@/lib/conversations/server/find-conversations";
import { defineRoute } from "@/lib/http/define-route";

export const GET = defineRoute({ input: findConversationsInput, run: findConversations });
