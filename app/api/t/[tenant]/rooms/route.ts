import { defineRoute } from "@/lib/http/define-route";
import { createRoom, createRoomInput } from "@/lib/rooms/server/create-room";
import { listRooms, listRoomsInput } from "@/lib/rooms/server/list-rooms";

export const GET = defineRoute({ input: listRoomsInput, run: listRooms });
export const POST = defineRoute({ input: createRoomInput, run: createRoom, status: 201 });
