import { defineRoute } from "@/lib/http/define-route";
import { addCase, addCaseInput } from "@/lib/playground/server/evaluation-sets";

export const POST = defineRoute({ input: addCaseInput, run: addCase, status: 201 });
