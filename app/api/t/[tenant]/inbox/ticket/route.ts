import { defineRoute } from "@/lib/http/define-route";
import { issueInboxTicket, issueInboxTicketInput } from "@/lib/rooms/server/issue-inbox-ticket";

export const POST = defineRoute({ input: issueInboxTicketInput, run: issueInboxTicket });
