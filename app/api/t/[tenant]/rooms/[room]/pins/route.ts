import { defineRoute } from "@/lib/http/define-route";
import { listPins, listPinsInput } from "@/lib/rooms/server/list-pins";

export const GET = defineRoute({ input: listPinsInput, run: listPins });
