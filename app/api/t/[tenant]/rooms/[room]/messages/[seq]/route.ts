import { defineRoute } from "@/lib/http/define-route";
import { getMessage, getMessageInput } from "@/lib/rooms/server/get-message";

export const GET = defineRoute({ input: getMessageInput, run: getMessage });
