import { defineRoute } from "@/lib/http/define-route";
import { removeMember, removeMemberInput } from "@/lib/rooms/server/remove-member";
import { setMemberRole, setMemberRoleInput } from "@/lib/rooms/server/set-member-role";

export const PATCH = defineRoute({ input: setMemberRoleInput, run: setMemberRole });
/** `clientId` comes in the query: a DELETE has no body. */
export const DELETE = defineRoute({ input: removeMemberInput, run: removeMember });
