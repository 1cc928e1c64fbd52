import { defineRoute } from "@/lib/http/define-route";
import { toolActInput, toolVerb } from "@/lib/tools/server/act-on-tools";

export const DELETE = defineRoute({ input: toolActInput, run: toolVerb("http.remove") });
