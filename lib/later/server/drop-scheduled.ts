import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { clientId, tenantSlug } from "@/lib/rooms/server/inputs";
import type { LaterItem } from "../protocol";
import { actLater } from "./act-later";

export const dropScheduledInput = z.strictObject({ tenant: tenantSlug, message: clientId });
type Input = z.infer<typeof dropScheduledInput>;

/** Takes a scheduled message back; `conflict` while it is being sent. */
export function dropScheduled(ctx: Ctx, { message }: Input): Promise<{ item: LaterItem | null }> {
  return actLater(ctx, { type: "scheduled.drop", id: message });
}
