import { derivedId, type ClientId } from "@/lib/platform/ids";
import { FLUSH_WAIT_MS } from "@/lib/rooms/server/limits";
import { unwrap } from "@/lib/rooms/server/refusal";
import type { FinishRoom, FinishRoomAnswer } from "../protocol";
import type { ImportCtx } from "./import-ctx";

/** The end of a room's import: archives what was archived, once, and says how much is still on the way to Postgres. */
export async function finishImportedRoom(ctx: ImportCtx, step: FinishRoom): Promise<FinishRoomAnswer> {
  const room = ctx.objects.room(ctx.tenantId, step.room);
  if (step.archived) {
    const actor = { person: step.createdBy, tenantRole: "owner" } as const;
    const clientId = await derivedId<ClientId>(step.room, "import", "archive");
    unwrap(await room.act(ctx.tenantId, actor, { type: "room.archive", archived: true }, clientId));
  }
  const { flushed, head } = await room.flush(FLUSH_WAIT_MS);
  return { waiting: Math.max(0, head - flushed) };
}
