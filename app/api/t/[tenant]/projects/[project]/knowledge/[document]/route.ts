import { defineRoute } from "@/lib/http/define-route";
import { deleteDocument, documentInput } from "@/lib/knowledge/server/manage-knowledge";

export const DELETE = defineRoute({ input: documentInput, run: deleteDocument });
