import { defineRoute } from "@/lib/http/define-route";
import { documentInput, retryDocument } from "@/lib/knowledge/server/manage-knowledge";

export const POST = defineRoute({ input: documentInput, run: retryDocument, status: 202 });
