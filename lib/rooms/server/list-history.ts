import * as z from "zod/mini";
import { findSeqAt, readPage } from "@/db/queries/history";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import type { RoomId } from "@/lib/platform/ids";
import { foldChange } from "../core/fold";
import { LIMITS, type HistoryPage, type MessageView } from "../protocol";
import { fromPostgres } from "./from-postgres";
import { roomId, seq, seqFromOne, tenantSlug } from "./inputs";
import type { ChatRoomRpc } from "./objects";
import { unwrap } from "./refusal";
import { requireMembership, roomNotFound } from "./require-room";

export const listHistoryInput = z
  .strictObject({
    tenant: tenantSlug,
    room: roomId,
    /** The newest messages older than this seq. */
    before: z.optional(seqFromOne),
    /** The oldest messages newer than this seq. */
    after: z.optional(seq),
    /** Messages on both sides of this seq: permalinks. */
    around: z.optional(seqFromOne),
    /** Messages around this moment: jump to date. */
    at: z.optional(z.iso.datetime({ offset: true })),
  })
  .check(
    z.refine(
      ({ before, after, around, at }) => [before, after, around, at].filter((one) => one !== undefined).length <= 1,
      {
        path: ["before"],
        error: "Give at most one of before, after, around, at.",
      },
    ),
  );
type Input = z.infer<typeof listHistoryInput>;

type Range = { before: number } | { after: number } | { around: number };

/**
 * One page of a room's history: old messages from Postgres, brought up to date with what the room has not pushed there
 * yet; the newest ones, and everything while Postgres is away, from the room itself. The page says which range of the
 * log it covers and up to which seq it is folded, so a client can prove that there is no hole.
 */
export async function listHistory(ctx: Ctx, input: Input): Promise<HistoryPage> {
  const { room, standing } = await requireMembership(ctx, input.room);
  const range = await rangeOf(ctx, input, standing.head);
  const stored = inPostgres(range, standing.flushed) ? await storedPage(ctx, input.room, range) : null;
  if (stored === null) return livePage(ctx, room, range);

  // After the read, so that who was removed while it ran gets nothing.
  const overlay = await room.overlay(ctx.tenantId, ctx.actor.person, {
    after: stored.asOf,
    from: stored.from,
    to: stored.to,
  });
  if (overlay.status === "refused" && overlay.code === "not_found") throw roomNotFound();
  const { head, events } = unwrap(overlay);
  const views = new Map<number, MessageView>(stored.messages.map((message) => [message.seq, message]));
  for (const event of events) foldChange(views, event);
  return { ...stored, asOf: head, messages: [...views.values()], atEnd: stored.to >= head };
}

async function rangeOf(ctx: Ctx, input: Input, head: number): Promise<Range> {
  if (input.before !== undefined) return { before: input.before };
  if (input.after !== undefined) return { after: input.after };
  if (input.around !== undefined) return { around: input.around };
  if (input.at === undefined) return { before: head + 1 };
  const found = await fromPostgres(ctx, () => findSeqAt(ctx.db, input.room, Date.parse(input.at ?? "")));
  if (!found.ok)
    throw new AppError("unavailable", "Jumping to a date has to wait: the archive is not reachable.", { param: "at" });
  // Nothing that old or that new in the archive: the end of the log nearest to it.
  return found.value === null ? { before: head + 1 } : { around: found.value };
}

/** True when the newest seq the page is about is already in Postgres; what lies above comes from the room. */
function inPostgres(range: Range, flushed: number): boolean {
  if ("before" in range) return range.before - 1 <= flushed;
  if ("after" in range) return range.after < flushed;
  return range.around <= flushed;
}

async function storedPage(ctx: Ctx, id: RoomId, range: Range): Promise<HistoryPage | null> {
  const read = await fromPostgres(ctx, () => readPage(ctx.db, id, { ...range, limit: LIMITS.pageSize }));
  if (!read.ok || read.value === null) return null;
  const { headSeq, ...page } = read.value;
  return { ...page, asOf: headSeq };
}

async function livePage(ctx: Ctx, room: ChatRoomRpc, range: Range): Promise<HistoryPage> {
  if (!("around" in range)) return roomPage(ctx, room, { ...range, limit: LIMITS.pageSize });
  const half = LIMITS.pageSize / 2;
  const older = await roomPage(ctx, room, { before: range.around, limit: half });
  const newer = await roomPage(ctx, room, { after: range.around - 1, limit: half });
  return {
    from: older.from,
    to: newer.to,
    // The lower of the two: an event folded into one half only is folded again by the client, and skipped where it is in.
    asOf: Math.min(older.asOf, newer.asOf),
    messages: [...older.messages, ...newer.messages],
    notices: [...older.notices, ...newer.notices],
    atStart: older.atStart,
    atEnd: newer.atEnd,
  };
}

async function roomPage(
  ctx: Ctx,
  room: ChatRoomRpc,
  range: { before?: number; after?: number; limit: number },
): Promise<HistoryPage> {
  const answer = await room.page(ctx.tenantId, ctx.actor.person, range);
  if (answer.status === "refused" && answer.code === "not_found") throw roomNotFound();
  return unwrap(answer).page;
}
