import { defineRoute } from "@/lib/http/define-route";
import { runInput, showRun } from "@/lib/playground/server/evaluation-runs";

export const GET = defineRoute({ input: runInput, run: showRun });
