import { defineRoute } from "@/lib/http/define-route";
import { listMembers, listMembersInput } from "@/lib/tenants/server/list-members";

export const GET = defineRoute({ input: listMembersInput, run: listMembers });
