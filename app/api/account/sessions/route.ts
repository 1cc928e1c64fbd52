import { listSessions, listSessionsInput } from "@/lib/access/server/list-sessions";
import { defineAccountRoute } from "@/lib/http/define-route";

export const GET = defineAccountRoute({ input: listSessionsInput, run: listSessions });
