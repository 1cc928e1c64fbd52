import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import { derivedId, type ClientId } from "@/lib/platform/ids";
import type { RoomMeta } from "../protocol";
import { actInRoom } from "./act-in-room";
import { requireChannelName } from "./require-channel-name";
import { clientId, roomId, roomName, roomTopic, tenantSlug } from "./inputs";
import type { RoomAct } from "./objects";
import { requireVisibleRoom } from "./require-room";

export const changeRoomInput = z.strictObject({
  tenant: tenantSlug,
  room: roomId,
  clientId,
  name: z.optional(roomName),
  topic: z.optional(roomTopic),
  archived: z.optional(z.boolean()),
});
type Input = z.infer<typeof changeRoomInput>;

/** Renames a room, sets its topic, archives it or brings it back. */
export async function changeRoom(ctx: Ctx, input: Input): Promise<{ room: RoomMeta }> {
  const acts = actsOf(input);
  if (acts.length === 0)
    throw new AppError("invalid_request", "Name at least one of name, topic, archived.", { param: "name" });
  let { meta } = await requireVisibleRoom(ctx, input.room);
  if (meta.kind === "channel" && input.name !== undefined) await requireChannelName(ctx, input.name, input.room);
  for (const [index, act] of acts.entries()) {
    // The log keeps one event per client id; the second and third change of one call derive theirs, the same on a repeat.
    const id = index === 0 ? input.clientId : await derivedId<ClientId>(input.clientId, act.type);
    ({ meta } = await actInRoom(ctx, input.room, act, id));
  }
  return { room: meta };
}

/** Bringing back comes first and archiving last, since an archived room takes no other change. */
function actsOf(input: Input): RoomAct[] {
  const { name, topic, archived } = input;
  return [
    ...(archived === false ? [{ type: "room.archive" as const, archived }] : []),
    ...(name !== undefined ? [{ type: "room.rename" as const, name }] : []),
    ...(topic !== undefined ? [{ type: "room.topic" as const, topic }] : []),
    ...(archived === true ? [{ type: "room.archive" as const, archived }] : []),
  ];
}
