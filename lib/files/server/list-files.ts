import * as z from "zod/mini";
import { listFilesOfRoom } from "@/db/queries/files";
import type { Ctx } from "@/lib/access/ctx";
import { isUuid } from "@/lib/platform/ids";
import { roomId, tenantSlug } from "@/lib/rooms/server/inputs";
import { requireMembership } from "@/lib/rooms/server/require-room";
import { FILE_LIMITS, type RoomFilesPage } from "../protocol";
import { infoOf } from "./info";

/** `{seq}.{file id}`: where the page before ended. */
const cursor = z.pipe(
  z.string().check(z.refine((text) => readCursor(text) !== null, "Give the nextBefore of the page before.")),
  z.transform(readCursor),
);

export const listFilesInput = z.strictObject({ tenant: tenantSlug, room: roomId, before: z.optional(cursor) });
type Input = z.infer<typeof listFilesInput>;

/** One page of a room's files, newest first. A file appears when its message has reached Postgres. */
export async function listFiles(ctx: Ctx, input: Input): Promise<RoomFilesPage> {
  await requireMembership(ctx, input.room);
  const limit = FILE_LIMITS.pageSize;
  const rows = await listFilesOfRoom(ctx.db, input.room, { before: input.before ?? null, limit: limit + 1 });
  const listed = rows.slice(0, limit);
  const last = rows.length > limit ? listed.at(-1) : undefined;
  return {
    files: listed.map((row) => ({ ...infoOf(row), seq: row.attachedSeq, uploader: row.uploaderId, at: row.at })),
    nextBefore: last ? `${last.attachedSeq}.${last.id}` : null,
  };
}

function readCursor(text: string): { seq: number; id: string } | null {
  const [seq = "", id = "", more] = text.split(".");
  return more === undefined && /^\d{1,15}$/.test(seq) && isUuid(id) ? { seq: Number(seq), id } : null;
}
