import type { StoredHit } from "@/db/queries/search";
import type { Ctx } from "@/lib/access/ctx";
import type { RoomId } from "@/lib/platform/ids";
import type { RoomEvent } from "@/lib/rooms/protocol";
import { unwrap } from "@/lib/rooms/server/refusal";
import { amendHit } from "../core/amend-hit";

/**
 * Hits as their rooms know them now: what was edited or deleted since Postgres heard of it is changed or gone, and so is
 * every hit of a room that the actor was just removed from.
 */
export async function bringUpToDate(ctx: Ctx, hits: readonly StoredHit[]): Promise<StoredHit[]> {
  const rooms = [...new Set(hits.map(({ room }) => room))];
  const changes = new Map(
    await Promise.all(
      rooms.map(async (room) => {
        const events = await changesIn(
          ctx,
          room,
          hits.filter((hit) => hit.room === room),
        );
        return [room, events] as const;
      }),
    ),
  );
  return hits.flatMap((hit) => {
    const events = changes.get(hit.room) ?? null;
    return events === null ? [] : (amendHit(hit, events) ?? []);
  });
}

/** Null: the actor is not in the room. */
async function changesIn(ctx: Ctx, room: RoomId, hits: readonly StoredHit[]): Promise<readonly RoomEvent[] | null> {
  const after = Math.min(...hits.map(({ asOf }) => asOf));
  const seqs = hits.flatMap(({ seq, before, after: next }) => [seq, before?.seq, next?.seq]);
  const answer = await ctx.objects.room(ctx.tenantId, room).overlay(ctx.tenantId, ctx.actor.person, {
    after,
    seqs: [...new Set(seqs.filter((seq) => seq !== undefined))],
  });
  if (answer.status === "refused" && answer.code === "not_found") return null;
  return unwrap(answer).events;
}
