import { defineAccountRoute } from "@/lib/http/define-route";
import { acceptInvitation, acceptInvitationInput } from "@/lib/tenants/server/accept-invitation";

export const POST = defineAccountRoute({ input: acceptInvitationInput, run: acceptInvitation });
