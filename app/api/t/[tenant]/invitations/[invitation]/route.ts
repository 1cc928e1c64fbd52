import { defineRoute } from "@/lib/http/define-route";
import { cancelInvitation, cancelInvitationInput } from "@/lib/tenants/server/cancel-invitation";

export const DELETE = defineRoute({ input: cancelInvitationInput, run: cancelInvitation });
