import { changeGroup, changeGroupInput } from "@/lib/groups/server/change-group";
import { deleteGroup, deleteGroupInput } from "@/lib/groups/server/delete-group";
import { defineRoute } from "@/lib/http/define-route";

export const PATCH = defineRoute({ input: changeGroupInput, run: changeGroup });
export const DELETE = defineRoute({ input: deleteGroupInput, run: deleteGroup });
