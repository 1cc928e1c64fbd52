import { createGroup, createGroupInput } from "@/lib/groups/server/create-group";
import { listGroups, listGroupsInput } from "@/lib/groups/server/list-groups";
import { defineRoute } from "@/lib/http/define-route";

export const GET = defineRoute({ input: listGroupsInput, run: listGroups });
export const POST = defineRoute({ input: createGroupInput, run: createGroup });
