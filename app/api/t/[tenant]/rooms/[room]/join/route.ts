import { defineRoute } from "@/lib/http/define-route";
import { joinRoom, joinRoomInput } from "@/lib/rooms/server/join-room";

export const POST = defineRoute({ input: joinRoomInput, run: joinRoom });
