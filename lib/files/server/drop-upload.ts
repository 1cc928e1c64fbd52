import * as z from "zod/mini";
import { dropFile, findFile } from "@/db/queries/files";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import { uuid } from "@/lib/http/fields";
import { roomId, tenantSlug } from "@/lib/rooms/server/inputs";
import { requireMembership } from "@/lib/rooms/server/require-room";
import { fileNotFound } from "./info";

export const dropUploadInput = z.strictObject({ tenant: tenantSlug, room: roomId, file: uuid });
type Input = z.infer<typeof dropUploadInput>;

/** Gives up an upload of one's own that is in no message. What is in one goes with its message. */
export async function dropUpload(ctx: Ctx, input: Input): Promise<{ dropped: true }> {
  const { room } = await requireMembership(ctx, input.room);
  const row = await findFile(ctx.db, input.file);
  if (!row || row.roomId !== input.room || row.uploaderId !== ctx.actor.person) throw fileNotFound();
  const [attached] = await room.attached(ctx.tenantId, [row.id]);
  if (attached !== undefined)
    throw new AppError("conflict", "This file is in a message: delete the message instead.", { param: "file" });
  await dropFile(ctx.db, row.id, ctx.actor.person);
  return { dropped: true };
}
