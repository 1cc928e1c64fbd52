/** What a panel is told when it comes, or comes back: what it misses and nothing else, each token once. */
import { type ServerFrame, VISITOR_LIMITS, type VisitorFrame, type VisitorMessage } from "../protocol";

export interface TalkView {
  head: number;
  /** The newest ones in order; a running one with the text it has by now. */
  messages: readonly VisitorMessage[];
  running: number | null;
  /** Whether the running answer is made anew: then nobody can say which text a panel holds the beginning of. */
  anew: boolean;
}

type Init = Pick<Extract<VisitorFrame, { type: "init" }>, "since" | "at">;

export function welcome({ head, messages, running, anew }: TalkView, { since, at }: Init): ServerFrame[] {
  const known = Math.min(since, head);
  const newest = pageOf(messages);
  const live = running === null ? undefined : messages.find(({ seq }) => seq === running);
  // It holds the beginning of the running answer: only the rest follows.
  const goesOn = live && !anew && at?.seq === live.seq && known >= live.seq && at.length <= live.text.length;
  // What it holds of the newest turn may have changed while it was away.
  const turn = messages.find(({ seq }) => seq === known)?.turn;
  const told = newest.filter(
    (message) =>
      (message.seq > known || (known > 0 && message.role !== "visitor" && message.turn === turn)) &&
      !(goesOn && message.seq === live.seq),
  );
  const first = newest.find(({ seq }) => seq > known)?.seq ?? head + 1;
  const frames: ServerFrame[] = [{ type: "ready", head, messages: told, earlier: first > known + 1, running }];
  if (goesOn && live.text.length > at.length) {
    frames.push({ type: "delta", seq: live.seq, at: at.length, text: live.text.slice(at.length) });
  }
  return frames;
}

/** The last so many turns, whole. */
export function pageOf(messages: readonly VisitorMessage[]): VisitorMessage[] {
  const turns = [...new Set(messages.map(({ turn }) => turn))];
  const first = turns.slice(-VISITOR_LIMITS.historyTurns)[0];
  return messages.filter(({ turn }) => first !== undefined && turn >= first);
}
