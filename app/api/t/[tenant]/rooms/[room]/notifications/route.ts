import { defineRoute } from "@/lib/http/define-route";
import { setRoomLevel, setRoomLevelInput } from "@/lib/notify/server/set-room-level";

export const PATCH = defineRoute({ input: setRoomLevelInput, run: setRoomLevel });
