/** What readers ask of the room's own log beside pages: a thread, single messages, the texts a message had. */
import { runsRoom } from "@/lib/rooms/core/commands";
import { refuse } from "@/lib/rooms/core/draft";
import { createdView, foldChange } from "@/lib/rooms/core/fold";
import { buildThreadPage } from "@/lib/rooms/core/page";
import { LIMITS, type MessageEdit, type MessageView, type RoomEvent, type ThreadPage } from "@/lib/rooms/protocol";
import type { Done, RoomActor } from "@/lib/rooms/server/objects";
import type { RoomLog } from "./log";
import { refusal } from "./refusals";

/** A page of a thread, folded up to the head; null when there is no thread to begin there. */
export function readThread(
  log: RoomLog,
  wish: { root: number; before: number | null; limit: number },
): Omit<ThreadPage, "reading"> | null {
  const root = log.event(wish.root);
  if (root?.type !== "message.created" || root.thread !== null) return null;
  const limit = Math.min(Math.max(1, wish.limit), LIMITS.pageSize * 4);
  const found = log.replies(wish.root, wish.before ?? log.head + 1, limit + 1);
  const changes = log.changesOf([wish.root, ...found.slice(0, limit).map(({ seq }) => seq)]);
  return buildThreadPage(root, found, changes, { head: log.head, before: wish.before, limit });
}

/** Messages as they stand, in the order named. */
export function readMessages(log: RoomLog, seqs: readonly number[]): MessageView[] {
  const messages = new Map<number, MessageView>();
  for (const seq of seqs) {
    const event = log.event(seq);
    if (event?.type === "message.created") messages.set(seq, createdView(event));
  }
  for (const event of log.changesOf([...messages.keys()])) foldChange(messages, event);
  return [...messages.values()];
}

/** Every text of a message, for those who may see what was taken back. */
export function readEdits(log: RoomLog, actor: RoomActor, seq: number): Done<{ edits: MessageEdit[] }> {
  const missing = refusal(refuse("not_found", "There is no such message.", "seq"));
  const created = log.event(seq);
  if (created?.type !== "message.created") return missing;
  if (created.author !== actor.person && !runsRoom(actor, log.members.get(actor.person) ?? null))
    return refusal(refuse("forbidden", "Only its author and those who run the room see earlier texts.", "seq"));
  const changes = log.changesOf([seq]);
  // What was deleted is gone for everybody.
  if (changes.some((event) => event.type === "message.deleted" && event.target === seq)) return missing;
  const texts = [created, ...changes.filter((event) => event.type === "message.edited")];
  return { status: "done", edits: texts.map(textOf) };
}

function textOf({ seq, at, author, body }: Extract<RoomEvent, { body: string }>): MessageEdit {
  return { seq, at, author, body };
}
