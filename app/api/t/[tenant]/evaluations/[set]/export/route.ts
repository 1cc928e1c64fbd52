import { defineRoute } from "@/lib/http/define-route";
import { exportCases, setInput } from "@/lib/playground/server/evaluation-sets";

export const GET = defineRoute({ input: setInput, run: exportCases });
