import * as z from "zod/mini";
import { readThread } from "@/db/queries/threads";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import { foldChange } from "../core/fold";
import { LIMITS, type MessageView, type ThreadPage } from "../protocol";
import { fromPostgres } from "./from-postgres";
import { roomId, seqFromOne, tenantSlug } from "./inputs";
import type { ChatRoomRpc } from "./objects";
import { unwrap } from "./refusal";
import { requireMembership, roomNotFound } from "./require-room";

export const getThreadInput = z.strictObject({
  tenant: tenantSlug,
  room: roomId,
  /** The thread's first message. */
  root: seqFromOne,
  /** Replies older than this seq; the newest ones when left out. */
  before: z.optional(seqFromOne),
});
type Input = z.infer<typeof getThreadInput>;

/**
 * One page of a thread: the newest replies, and everything while Postgres is away, from the room itself; older ones from
 * Postgres, brought up to date with what the room has not pushed there yet.
 */
export async function getThread(ctx: Ctx, input: Input): Promise<ThreadPage> {
  const { room, standing } = await requireMembership(ctx, input.room);
  const { before = null } = input;
  const stored = before !== null && before - 1 <= standing.flushed ? await storedPage(ctx, room, input, before) : null;
  return stored ?? livePage(ctx, room, input.root, before, LIMITS.pageSize);
}

async function storedPage(ctx: Ctx, room: ChatRoomRpc, input: Input, before: number): Promise<ThreadPage | null> {
  const { root } = input;
  const read = await fromPostgres(ctx, () => readThread(ctx.db, input.room, { root, before, limit: LIMITS.pageSize }));
  if (!read.ok || read.value === null) return null;
  const stored = read.value;
  const seqs = [root, ...stored.messages.map(({ seq }) => seq)];
  // After the read, so that who was removed while it ran gets nothing.
  const answer = await room.overlay(ctx.tenantId, ctx.actor.person, { after: stored.asOf, seqs });
  if (answer.status === "refused" && answer.code === "not_found") throw roomNotFound();
  const { head, events } = unwrap(answer);
  const views = new Map<number, MessageView>([stored.root, ...stored.messages].map((view) => [view.seq, view]));
  for (const event of events) foldChange(views, event);
  // Where the reader stands is the room's to say; a page of one reply is the cheapest way to ask.
  const { reading } = await livePage(ctx, room, root, null, 1);
  const view = views.get(root) ?? stored.root;
  views.delete(root);
  return { ...stored, root: view, asOf: head, messages: [...views.values()], atEnd: false, reading };
}

async function livePage(
  ctx: Ctx,
  room: ChatRoomRpc,
  root: number,
  before: number | null,
  limit: number,
): Promise<ThreadPage> {
  const answer = await room.thread(ctx.tenantId, ctx.actor.person, { root, before, limit });
  if (answer.status === "refused" && answer.code === "not_found")
    throw new AppError("not_found", "There is no such thread.", { param: "root" });
  return unwrap(answer).page;
}
