import { listLaterItems } from "@/db/queries/later";
import type { Ctx } from "@/lib/access/ctx";
import type { LaterItem } from "../protocol";

/** What the actor keeps for later as pages show it first. From Postgres, so it may be moments old and gives way to the inbox. */
export function listLater(ctx: Ctx): Promise<LaterItem[]> {
  return listLaterItems(ctx.db, ctx.actor.person);
}
