import { defineRoute } from "@/lib/http/define-route";
import { deleteSet, setInput } from "@/lib/playground/server/evaluation-sets";

export const DELETE = defineRoute({ input: setInput, run: deleteSet });
