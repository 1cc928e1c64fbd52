import { defineRoute } from "@/lib/http/define-route";
import { issueRoomTicket, issueRoomTicketInput } from "@/lib/rooms/server/issue-room-ticket";

export const POST = defineRoute({ input: issueRoomTicketInput, run: issueRoomTicket });
