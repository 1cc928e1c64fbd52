import * as z from "zod/mini";
import { findReportCase, resolveReportCase } from "@/db/queries/reports";
import type { Ctx } from "@/lib/access/ctx";
import { auditOf } from "@/lib/audit/server/append-audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import { AppError } from "@/lib/platform/errors";
import { derivedId, type ClientId } from "@/lib/platform/ids";
import { FLUSH_WAIT_MS } from "@/lib/rooms/server/limits";
import { unwrap } from "@/lib/rooms/server/refusal";
import { roomId, seqFromOne, tenantSlug } from "./inputs";

export const resolveReportInput = z.strictObject({
  tenant: tenantSlug,
  room: roomId,
  seq: seqFromOne,
  outcome: z.enum(["delete", "dismiss"]),
});
type Input = z.infer<typeof resolveReportInput>;

/**
 * Ends what was reported about a message: the message is deleted through its room, with the administrator as who did
 * it, or the report is dismissed. `changed` is false when somebody else did the same before.
 */
export async function resolveReport(ctx: Ctx, { room, seq, outcome }: Input): Promise<{ changed: boolean }> {
  requirePermission(ctx, "message", "moderate");
  if (!(await findReportCase(ctx.db, room, seq)))
    throw new AppError("not_found", "There is no such report.", { param: "seq" });
  if (outcome === "delete") await deleteMessage(ctx, room, seq);
  const state = outcome === "delete" ? "deleted" : "dismissed";
  const at = new Date(ctx.now());
  const what = outcome === "delete" ? "message.removed" : "report.dismissed";
  const audit = auditOf(ctx, what, `${room}/${seq}`, { room, seq });
  return { changed: await resolveReportCase(ctx.db, { roomId: room, seq, state, by: ctx.actor.person, at }, audit) };
}

/** The room first: were the case closed before it, a failure between the two would leave the message standing. */
async function deleteMessage(ctx: Ctx, roomOfMessage: Input["room"], seq: number): Promise<void> {
  const { person, role } = ctx.actor;
  const room = ctx.objects.room(ctx.tenantId, roomOfMessage);
  const clientId = await derivedId<ClientId>("moderate", roomOfMessage, String(seq), person);
  unwrap(await room.moderate(ctx.tenantId, { person, tenantRole: role }, seq, clientId));
  await room.flush(FLUSH_WAIT_MS);
}
