import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import type { RoomMeta } from "../protocol";
import { actInRoom } from "./act-in-room";
import { clientId, people, roomId, tenantSlug } from "./inputs";
import { requirePeople } from "./require-people";
import { requireVisibleRoom } from "./require-room";

export const addMembersInput = z.strictObject({ tenant: tenantSlug, room: roomId, clientId, people });
type Input = z.infer<typeof addMembersInput>;

/** Adds people of this tenant to a room. Who is already in it stays as they are. */
export async function addMembers(ctx: Ctx, input: Input): Promise<{ room: RoomMeta; seq: number }> {
  // The room first: who may not see it learns nothing about the people either.
  await requireVisibleRoom(ctx, input.room);
  await requirePeople(ctx, input.people, "people");
  const { meta, seq } = await actInRoom(ctx, input.room, { type: "member.add", people: input.people }, input.clientId);
  return { room: meta, seq };
}
