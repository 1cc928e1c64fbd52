import { foldEvent } from "@/lib/rooms/core/fold";
import type { MessageView } from "@/lib/rooms/protocol";
import type { LiveRoom } from "./live-room";

/** Single messages as they stand now. A seq that is no message is left out. */
export function picked({ log }: LiveRoom, seqs: readonly number[]): MessageView[] {
  const views = new Map<number, MessageView>();
  for (const seq of new Set(seqs)) {
    for (const event of [...log.shown(seq, seq), ...log.changes(seq, seq)]) foldEvent(views, event);
  }
  return [...views.values()];
}
