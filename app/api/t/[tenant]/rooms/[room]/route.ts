import { defineRoute } from "@/lib/http/define-route";
import { changeRoom, changeRoomInput } from "@/lib/rooms/server/change-room";
import { getRoom, getRoomInput } from "@/lib/rooms/server/get-room";

export const GET = defineRoute({ input: getRoomInput, run: getRoom });
export const PATCH = defineRoute({ input: changeRoomInput, run: changeRoom });
