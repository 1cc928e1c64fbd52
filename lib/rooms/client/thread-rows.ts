/** What a reader sees of one thread, as rows: its first message, how many replies, and these grouped by author. */
import type { PersonId } from "../../platform/ids";
import type { MessageView } from "../protocol";
import type { PendingSend, ThreadView } from "./room-view";
import { GROUP_WITHIN_MS } from "./timeline";

export type ThreadRow =
  | { kind: "message"; key: string; message: MessageView; head: boolean }
  | { kind: "count"; key: "count"; count: number }
  | { kind: "older"; key: "older" }
  | { kind: "day"; key: string; at: number }
  | { kind: "unread"; key: "unread" }
  | { kind: "pending"; key: string; send: PendingSend; head: boolean };

export interface ThreadRowsInput {
  thread: Pick<ThreadView, "root" | "replies" | "atStart" | "readUpTo" | "seq">;
  pending: readonly PendingSend[];
  me: PersonId;
  /** Names the local day of a moment: equal text, same day. */
  dayOf(at: number): string;
}

/** Builds the rows of a thread, oldest first. */
export function threadRows({ thread, pending, me, dayOf }: ThreadRowsInput): ThreadRow[] {
  const rows: ThreadRow[] = [];
  const waiting = pending.filter((send) => send.thread === thread.seq);
  if (thread.root) {
    rows.push({ kind: "message", key: keyOf(thread.root), message: thread.root, head: true });
    const known = thread.root.replies?.count ?? 0;
    if (known > 0) rows.push({ kind: "count", key: "count", count: known });
  }
  if (!thread.atStart) rows.push({ kind: "older", key: "older" });

  let day = thread.root ? dayOf(thread.root.at) : "";
  let last: { author: PersonId; at: number } | null = null;
  let divided = thread.readUpTo === null;
  const enter = (at: number) => {
    const today = dayOf(at);
    if (today === day) return;
    day = today;
    last = null;
    rows.push({ kind: "day", key: `day-${today}`, at });
  };
  const heads = (author: PersonId, at: number) => {
    const same = last !== null && last.author === author && at - last.at < GROUP_WITHIN_MS;
    last = { author, at };
    return !same;
  };
  for (const message of thread.replies) {
    enter(message.at);
    if (!divided && message.author !== me && message.seq > (thread.readUpTo ?? 0)) {
      rows.push({ kind: "unread", key: "unread" });
      divided = true;
      last = null;
    }
    rows.push({ kind: "message", key: keyOf(message), message, head: heads(message.author, message.at) });
  }
  for (const send of waiting) {
    enter(send.at);
    rows.push({ kind: "pending", key: `${me}:${send.clientId}`, send, head: heads(me, send.at) });
  }
  return rows;
}

/** By the author's own id, so that a row keeps its place when a sent message becomes a logged one. */
function keyOf({ author, clientId }: MessageView): string {
  return `${author}:${clientId}`;
}
