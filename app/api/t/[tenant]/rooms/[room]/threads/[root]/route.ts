import { defineRoute } from "@/lib/http/define-route";
import { getThread, getThreadInput } from "@/lib/rooms/server/get-thread";

export const GET = defineRoute({ input: getThreadInput, run: getThread });
