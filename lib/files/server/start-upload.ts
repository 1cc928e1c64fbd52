import * as z from "zod/mini";
import { reserveFile } from "@/db/queries/files";
import type { Ctx } from "@/lib/access/ctx";
import { requireRate } from "@/lib/access/server/require-rate";
import { AppError } from "@/lib/platform/errors";
import { derivedId } from "@/lib/platform/ids";
import { clientId, roomId, tenantSlug } from "@/lib/rooms/server/inputs";
import { requireMembership } from "@/lib/rooms/server/require-room";
import { normaliseFileName } from "../core/file-name";
import { FILE_LIMITS, type UploadOffer } from "../protocol";
import { fileNotFound, uploadedOf } from "./info";
import { tenantBytesMax, UPLOAD_RATE } from "./limits";
import { uploadPath } from "./tokens";

export const startUploadInput = z.strictObject({
  tenant: tenantSlug,
  room: roomId,
  /** A repeat with the same id goes on with the same upload. */
  clientId,
  name: z.string().check(z.minLength(1), z.maxLength(4_096)),
  size: z.int().check(z.minimum(0)),
});
type Input = z.infer<typeof startUploadInput>;

/** Promises room for one file and says where its bytes go. What it is, is read from the bytes. */
export async function startUpload(ctx: Ctx, input: Input): Promise<UploadOffer> {
  if (input.size === 0) throw new AppError("invalid_request", "The file is empty.", { param: "size" });
  if (input.size > FILE_LIMITS.fileBytesMax) {
    const megabytes = FILE_LIMITS.fileBytesMax / 1_048_576;
    throw new AppError("payload_too_large", `A file has at most ${megabytes} MB.`, { param: "size" });
  }
  const { standing } = await requireMembership(ctx, input.room);
  if (standing.meta.archivedAt !== null) throw new AppError("conflict", "This room is archived.", { param: "room" });
  const { person } = ctx.actor;
  await requireRate(ctx.env, `files:${ctx.tenantId}:${person}`, UPLOAD_RATE, ctx.now());
  // Of the person and the room, so that nobody can meet an upload of somebody else.
  const id = await derivedId("file", ctx.tenantId, input.room, person, input.clientId);
  const wish = { id, roomId: input.room, uploaderId: person, name: normaliseFileName(input.name), size: input.size };
  const row = await reserveFile(ctx.db, wish, tenantBytesMax(ctx.env));
  if (row === null)
    throw new AppError("quota_exceeded", "Your organisation has no room left for this file.", { param: "size" });
  if (row.state === "deleted") throw fileNotFound();
  if (row.name !== wish.name || row.size !== wish.size)
    throw new AppError("conflict", "Another file was begun under this id.", { param: "clientId" });
  if (row.state === "ready") return { state: "ready", ...uploadedOf(ctx.env, ctx.tenantId, row, ctx.now()) };
  const claims = { tenant: ctx.tenantId, room: input.room, person, file: id };
  return { state: "pending", id, url: uploadPath(ctx.env.TICKET_SECRET, claims, ctx.now()) };
}
