import { defineRoute } from "@/lib/http/define-route";
import { importCases, importCasesInput } from "@/lib/playground/server/evaluation-sets";

export const POST = defineRoute({ input: importCasesInput, run: importCases, status: 201 });
