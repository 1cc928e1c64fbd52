import { defineRoute } from "@/lib/http/define-route";
import { cancelRun, runInput } from "@/lib/playground/server/evaluation-runs";

export const POST = defineRoute({ input: runInput, run: cancelRun });
