import type { Ctx } from "@/lib/access/ctx";
import { unwrap } from "@/lib/rooms/server/refusal";
import type { LaterAct } from "../core/acts";
import type { LaterItem } from "../protocol";

/** Lets the actor's own inbox judge and do one act. It is the only judge of what they keep for later. */
export async function actLater(ctx: Ctx, act: LaterAct): Promise<{ item: LaterItem | null }> {
  const { item } = unwrap(
    await ctx.objects.inbox(ctx.tenantId, ctx.actor.person).later(ctx.tenantId, ctx.actor.person, act),
  );
  return { item };
}
