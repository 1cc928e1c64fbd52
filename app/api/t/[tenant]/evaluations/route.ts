import { defineRoute } from "@/lib/http/define-route";
import { createSet, createSetInput } from "@/lib/playground/server/evaluation-sets";

export const POST = defineRoute({ input: createSetInput, run: createSet, status: 201 });
