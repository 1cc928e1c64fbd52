import { defineRoute } from "@/lib/http/define-route";
import { createInviteLink, createInviteLinkInput } from "@/lib/tenants/server/create-invite-link";

export const POST = defineRoute({ input: createInviteLinkInput, run: createInviteLink, status: 201 });
