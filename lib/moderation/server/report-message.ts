import * as z from "zod/mini";
import { insertReport } from "@/db/queries/reports";
import type { Ctx } from "@/lib/access/ctx";
import { requireRate } from "@/lib/access/server/require-rate";
import { AppError } from "@/lib/platform/errors";
import { derivedId } from "@/lib/platform/ids";
import type { MessageView } from "@/lib/rooms/protocol";
import { normaliseBody } from "@/lib/rooms/core/text";
import { requireMembership } from "@/lib/rooms/server/require-room";
import { unwrap } from "@/lib/rooms/server/refusal";
import { MODERATION_LIMITS, REPORT_REASONS } from "../protocol";
import { roomId, tenantSlug } from "./inputs";

const PER_HOUR = { max: 60, windowMs: 3_600_000 };

export const reportMessageInput = z.strictObject({
  tenant: tenantSlug,
  room: roomId,
  seq: z.int().check(z.minimum(1)),
  reason: z.enum(REPORT_REASONS),
  note: z.optional(z.string().check(z.maxLength(MODERATION_LIMITS.noteCharsMax * 2))),
});

/**
 * Reports a message of a room one is in to the tenant's administrators, with its text as it is now. Once per person and
 * message; the author is not told.
 */
export async function reportMessage(
  ctx: Ctx,
  input: z.infer<typeof reportMessageInput>,
): Promise<{ status: "reported" | "already" }> {
  const { room } = await requireMembership(ctx, input.room);
  const { person } = ctx.actor;
  const note = noteOf(input.note ?? "");
  const { messages } = unwrap(await room.messages(ctx.tenantId, person, { seqs: [input.seq] }));
  const message = messages[0];
  if (!message || message.deletedAt !== null)
    throw new AppError("not_found", "There is no such message.", { param: "seq" });
  if (message.author === person)
    throw new AppError("forbidden", "This message is yours: you can change or delete it.", { param: "seq" });
  await requireRate(ctx.env, `report|${ctx.tenantId}|${person}`, PER_HOUR, ctx.now());
  const isNew = await insertReport(ctx.db, {
    id: await derivedId("report", input.room, String(input.seq), person),
    roomId: input.room,
    seq: input.seq,
    author: message.author,
    writtenAt: message.at,
    body: shownText(message),
    reporter: person,
    reason: input.reason,
    note,
    words: [],
    at: ctx.now(),
  });
  return { status: isNew ? "reported" : "already" };
}

function noteOf(raw: string): string {
  const note = normaliseBody(raw, MODERATION_LIMITS.noteCharsMax);
  if (note.ok) return note.text;
  if (note.reason === "empty") return "";
  throw new AppError("invalid_request", `At most ${MODERATION_LIMITS.noteCharsMax} characters.`, { param: "note" });
}

/** The text, and the names of the files, each on a line of its own. */
function shownText({ body, files }: MessageView): string {
  return [body, ...files.map(({ name }) => name)].filter((line) => line !== "").join("\n");
}
