import { defineRoute } from "@/lib/http/define-route";
import { exportCalls, exportCallsInput } from "@/lib/tools/server/export-calls";

export const GET = defineRoute({ input: exportCallsInput, run: exportCalls });
