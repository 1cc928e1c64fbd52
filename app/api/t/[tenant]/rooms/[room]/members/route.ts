import { defineRoute } from "@/lib/http/define-route";
import { addMembers, addMembersInput } from "@/lib/rooms/server/add-members";
import { listMembers, listMembersInput } from "@/lib/rooms/server/list-members";

export const GET = defineRoute({ input: listMembersInput, run: listMembers });
export const POST = defineRoute({ input: addMembersInput, run: addMembers });
