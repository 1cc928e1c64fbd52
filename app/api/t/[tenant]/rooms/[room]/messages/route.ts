import { defineRoute } from "@/lib/http/define-route";
import { listHistory, listHistoryInput } from "@/lib/rooms/server/list-history";

export const GET = defineRoute({ input: listHistoryInput, run: listHistory });
