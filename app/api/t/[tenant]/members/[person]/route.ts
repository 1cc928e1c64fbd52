import { defineRoute } from "@/lib/http/define-route";
import { changeRole, changeRoleInput } from "@/lib/tenants/server/change-role";
import { removePerson, removePersonInput } from "@/lib/tenants/server/remove-person";

export const PATCH = defineRoute({ input: changeRoleInput, run: changeRole });
export const DELETE = defineRoute({ input: removePersonInput, run: removePerson });
