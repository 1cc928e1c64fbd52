import { defineRoute } from "@/lib/http/define-route";
import { toolActInput, toolVerb } from "@/lib/tools/server/act-on-tools";

export const POST = defineRoute({ input: toolActInput, run: toolVerb("mcp.check") });
