import { defineRoute } from "@/lib/http/define-route";
import { inviteByMail, inviteByMailInput } from "@/lib/tenants/server/invite-by-mail";
import { listInvitations, listInvitationsInput } from "@/lib/tenants/server/list-invitations";

export const GET = defineRoute({ input: listInvitationsInput, run: listInvitations });
export const POST = defineRoute({ input: inviteByMailInput, run: inviteByMail, status: 201 });
