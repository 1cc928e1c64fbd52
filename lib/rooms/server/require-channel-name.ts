import { channelNameTaken } from "@/db/queries/rooms";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import type { RoomId } from "@/lib/platform/ids";

/**
 * Proves that a channel may be called this. Names are unique as far as Postgres knows: two creations in the same second
 * may both pass, and both rooms then live on under their own ids.
 * @throws AppError `invalid_request` or `conflict`, naming `name`.
 */
export async function requireChannelName(ctx: Ctx, name: string, roomId: RoomId): Promise<void> {
  if (name === "") throw new AppError("invalid_request", "A channel's name has 1 to 80 characters.", { param: "name" });
  if (!(await channelNameTaken(ctx.db, name, roomId))) return;
  throw new AppError("conflict", `There is already a channel called "${name}".`, { param: "name" });
}
