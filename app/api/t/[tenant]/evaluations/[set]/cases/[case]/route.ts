import { defineRoute } from "@/lib/http/define-route";
import { changeCase, changeCaseInput, deleteCase, deleteCaseInput } from "@/lib/playground/server/evaluation-sets";

export const PATCH = defineRoute({ input: changeCaseInput, run: changeCase });
export const DELETE = defineRoute({ input: deleteCaseInput, run: deleteCase });
