import { defineRoute } from "@/lib/http/define-route";
import { listEdits, listEditsInput } from "@/lib/rooms/server/list-edits";

export const GET = defineRoute({ input: listEditsInput, run: listEdits });
