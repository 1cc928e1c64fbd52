import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import { derivedId, type PersonId, type RoomId } from "@/lib/platform/ids";
import type { RoomKind, RoomMeta, RoomVisibility } from "../protocol";
import { directRoomId } from "./direct-room-id";
import { clientId, people, roomName, roomTopic, tenantSlug } from "./inputs";
import { FLUSH_WAIT_MS } from "./limits";
import { unwrap } from "./refusal";
import { requireChannelName } from "./require-channel-name";
import { requirePeople } from "./require-people";

export const createRoomInput = z.strictObject({
  tenant: tenantSlug,
  clientId,
  kind: z.enum(["channel", "group", "dm"]),
  name: z.optional(roomName),
  topic: z.optional(roomTopic),
  visibility: z.optional(z.enum(["public", "private"])),
  people: z.optional(people),
});
type Input = z.infer<typeof createRoomInput>;

/**
 * Creates a channel, a group or a direct message. A repeat with the same client id, and a direct message between the
 * same people, answer the room that is already there.
 */
export async function createRoom(ctx: Ctx, input: Input): Promise<{ room: RoomMeta }> {
  const me = ctx.actor.person;
  const others = (input.people ?? []).filter((person) => person !== me);
  requireShape(ctx, input, others);
  const members = [...new Set([me, ...others])];
  const roomId = await roomIdOf(ctx, input, members);

  const name = input.kind === "dm" ? "" : (input.name ?? "");
  await requirePeople(ctx, others, "people");
  if (input.kind === "channel") await requireChannelName(ctx, name, roomId);

  const room = ctx.objects.room(ctx.tenantId, roomId);
  const born = unwrap(
    await room.create({
      tenantId: ctx.tenantId,
      roomId,
      kind: input.kind,
      visibility: visibilityOf(input.kind, input.visibility),
      name,
      topic: input.kind === "dm" ? "" : (input.topic ?? ""),
      createdBy: me,
      createdAt: ctx.now(),
      members,
      clientId: input.clientId,
    }),
  );
  await room.flush(FLUSH_WAIT_MS);
  return { room: born.meta };
}

function roomIdOf(ctx: Ctx, input: Input, members: PersonId[]): Promise<RoomId> {
  if (input.kind === "dm") return directRoomId(ctx.tenantId, members);
  return derivedId<RoomId>(ctx.tenantId, "room", ctx.actor.person, input.clientId);
}

function visibilityOf(kind: RoomKind, wanted: RoomVisibility | undefined): RoomVisibility {
  return kind === "channel" ? (wanted ?? "public") : "private";
}

function requireShape(ctx: Ctx, input: Input, others: PersonId[]): void {
  const refuse = (param: keyof Input, message: string) => new AppError("invalid_request", message, { param });
  if (input.kind !== "channel" && input.visibility === "public") {
    throw refuse("visibility", "Only a channel can be public.");
  }
  switch (input.kind) {
    case "channel":
      if (ctx.actor.role === "guest") throw new AppError("forbidden", "Guests cannot create channels.");
      if (input.name === undefined) throw refuse("name", "A channel needs a name.");
      return;
    case "group":
      if (others.length === 0) throw refuse("people", "A group needs at least one other person.");
      return;
    case "dm":
      if (input.name !== undefined) throw refuse("name", "A direct message has no name.");
      if (input.topic !== undefined) throw refuse("topic", "A direct message has no topic.");
      if (input.people === undefined) throw refuse("people", "A direct message names one person.");
      if (new Set(others).size > 1)
        throw refuse("people", "A direct message is between two people. Create a group for more.");
      return;
    default:
      input.kind satisfies never;
  }
}
