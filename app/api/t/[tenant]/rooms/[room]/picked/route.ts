import { defineRoute } from "@/lib/http/define-route";
import { pickMessages, pickMessagesInput } from "@/lib/rooms/server/pick-messages";

export const GET = defineRoute({ input: pickMessagesInput, run: pickMessages });
