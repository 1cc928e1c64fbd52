import { defineRoute } from "@/lib/http/define-route";
import { revokeInviteLink, revokeInviteLinkInput } from "@/lib/tenants/server/revoke-invite-link";

export const DELETE = defineRoute({ input: revokeInviteLinkInput, run: revokeInviteLink });
