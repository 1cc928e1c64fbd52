import * as z from "zod/mini";
import { listPublicRooms, listRoomsOf } from "@/db/queries/rooms";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import { searchText, tenantSlug } from "./inputs";
import { ROOMS_PAGE_SIZE } from "./limits";

export const listRoomsInput = z.strictObject({
  tenant: tenantSlug,
  /** mine: rooms I am in. public: channels anybody here may join. */
  scope: z._default(z.enum(["mine", "public"]), "mine"),
  query: z.optional(searchText),
  cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
});
type Input = z.infer<typeof listRoomsInput>;

/** Rooms of the actor, or a page of the channels to browse. */
export async function listRooms(ctx: Ctx, input: Input) {
  if (input.scope === "mine") return { rooms: await listRoomsOf(ctx.db, ctx.actor.person), nextCursor: null };
  if (ctx.actor.role === "guest") throw new AppError("forbidden", "Guests see only the rooms they were added to.");
  return listPublicRooms(ctx.db, ctx.actor.person, {
    limit: ROOMS_PAGE_SIZE,
    ...(input.query && { query: input.query }),
    ...(input.cursor && { cursor: input.cursor }),
  });
}
