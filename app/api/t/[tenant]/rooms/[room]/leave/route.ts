import { defineRoute } from "@/lib/http/define-route";
import { leaveRoom, leaveRoomInput } from "@/lib/rooms/server/leave-room";

export const POST = defineRoute({ input: leaveRoomInput, run: leaveRoom });
