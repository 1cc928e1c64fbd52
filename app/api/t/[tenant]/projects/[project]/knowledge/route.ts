import { defineRoute } from "@/lib/http/define-route";
import { listDocuments, listDocumentsInput } from "@/lib/knowledge/server/list-documents";
import { startDocument, startDocumentInput } from "@/lib/knowledge/server/start-document";

export const GET = defineRoute({ input: listDocumentsInput, run: listDocuments });
export const POST = defineRoute({ input: startDocumentInput, run: startDocument, status: 201 });
