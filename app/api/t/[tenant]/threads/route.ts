import { defineRoute } from "@/lib/http/define-route";
import { listThreads, listThreadsInput } from "@/lib/rooms/server/list-threads";

export const GET = defineRoute({ input: listThreadsInput, run: listThreads });
