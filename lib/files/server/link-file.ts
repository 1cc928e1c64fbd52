import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { uuid } from "@/lib/http/fields";
import { roomId, tenantSlug } from "@/lib/rooms/server/inputs";
import { unwrap } from "@/lib/rooms/server/refusal";
import { FILE_VIEWS } from "../protocol";
import { fileNotFound } from "./info";
import { linkPath } from "./tokens";

export const linkFileInput = z.strictObject({
  tenant: tenantSlug,
  room: roomId,
  file: uuid,
  as: z.optional(z.enum(FILE_VIEWS)),
});
type Input = z.infer<typeof linkFileInput>;

/** The short-lived address of a file, for a member of its room while its message stands. */
export async function linkFile(ctx: Ctx, input: Input): Promise<{ url: string }> {
  const { person } = ctx.actor;
  const answer = await ctx.objects.room(ctx.tenantId, input.room).file(ctx.tenantId, person, input.file);
  if (answer.status === "refused" && answer.code === "not_found") throw fileNotFound();
  const { file } = unwrap(answer);
  const claims = { tenant: ctx.tenantId, room: input.room, person, file, view: input.as ?? "download" };
  return { url: linkPath(ctx.env.TICKET_SECRET, claims, ctx.now()) };
}
