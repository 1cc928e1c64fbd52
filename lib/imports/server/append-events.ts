import { checkpointImport } from "@/db/queries/import-jobs";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { unwrap } from "@/lib/rooms/server/refusal";
import type { ImportEvents, ImportEventsAnswer } from "../protocol";
import type { ImportCtx } from "./import-ctx";
import { requireKnownPeople } from "./require-known-people";

/** Appends one batch to a room, then moves the checkpoint: killed in between, the batch comes again and changes nothing. */
export async function appendEvents(ctx: ImportCtx, step: ImportEvents): Promise<ImportEventsAnswer> {
  const people = step.events.flatMap((event) =>
    event.type === "message" ? [event.author] : [event.author, event.targetAuthor],
  );
  await requireKnownPeople(ctx, people, "events");
  const room = ctx.objects.room(ctx.tenantId, step.room);
  const answer = await room.importEvents(ctx.tenantId, step.events);
  if (answer.status === "refused" && answer.code === "not_found")
    throw new AppError("not_found", "No such room.", { param: "room" });
  const { added, repeated, skipped, notes } = unwrap(answer);
  if (step.checkpoint) {
    const { job, channel, day } = step.checkpoint;
    await checkpointImport(ctx.db, { id: job, channel, day });
  }
  log({ event: "import.batch", requestId: ctx.requestId, roomId: step.room, added, repeated, skipped: skipped.length });
  return { added, repeated, skipped, notes };
}
