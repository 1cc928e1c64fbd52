import { defineRoute } from "@/lib/http/define-route";
import { startRun, startRunInput } from "@/lib/playground/server/evaluation-runs";

export const POST = defineRoute({ input: startRunInput, run: startRun, status: 201 });
