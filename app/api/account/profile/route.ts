import { renameAccount, renameAccountInput } from "@/lib/access/server/rename-account";
import { defineAccountRoute } from "@/lib/http/define-route";

export const PATCH = defineAccountRoute({ input: renameAccountInput, run: renameAccount });
