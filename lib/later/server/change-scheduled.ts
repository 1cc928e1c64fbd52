import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { clientId, tenantSlug } from "@/lib/rooms/server/inputs";
import type { LaterItem } from "../protocol";
import { actLater } from "./act-later";
import { bodyField, momentField } from "./inputs";

export const changeScheduledInput = z.strictObject({
  tenant: tenantSlug,
  message: clientId,
  body: z.optional(bodyField),
  /** A moment in the past sends it at once. */
  at: z.optional(momentField),
});
type Input = z.infer<typeof changeScheduledInput>;

/** Changes the text or the moment of a message that waits or failed; `conflict` while it is being sent. */
export function changeScheduled(ctx: Ctx, { message, body, at }: Input): Promise<{ item: LaterItem | null }> {
  return actLater(ctx, {
    type: "scheduled.change",
    id: message,
    ...(body === undefined ? {} : { body }),
    ...(at === undefined ? {} : { at }),
  });
}
