/** What a client shows, kept the way docs/reference/room-protocol.md tells a stranger to. */
import type { HistoryPage, MessageView, RoomEvent, RoomServerFrame } from "@/lib/rooms/protocol";
import type { SeenMessage } from "../checker/records";

type Welcome = Extract<RoomServerFrame, { type: "welcome" }>;

export interface ClientView {
  epoch: string | null;
  /** Everything up to here is known, except what lies below `knownFrom`. */
  since: number;
  /** Below it are pages not yet asked for. */
  knownFrom: number;
  welcome(frame: Welcome): void;
  apply(event: RoomEvent): void;
  /** Takes in older pages and forgets that they were missing. */
  fill(pages: readonly HistoryPage[]): void;
  shown(): SeenMessage[];
  /** A message that could be reacted to, or null. */
  some(pick: (below: number) => number): number | null;
}

export function createView(): ClientView {
  let messages = new Map<number, SeenMessage>();
  let seqs: number[] = [];
  const add = (message: SeenMessage) => {
    if (!messages.has(message.seq)) seqs.push(message.seq);
    messages.set(message.seq, message);
  };
  const view: ClientView = {
    epoch: null,
    since: 0,
    knownFrom: 1,
    welcome(frame) {
      view.epoch = frame.epoch;
      if (frame.catchUp.kind === "events") return;
      // What lies before the gap may have changed inside it: it is read again.
      messages = new Map();
      seqs = [];
      for (const message of frame.catchUp.page.messages) add(seen(message));
      view.knownFrom = frame.catchUp.page.from;
      view.since = frame.head;
    },
    apply(event) {
      if (event.type === "message.created") {
        add({ seq: event.seq, id: event.clientId, author: event.author, body: event.body, reactions: {} });
      } else if (event.type === "reaction.set") {
        const reactions = messages.get(event.target)?.reactions;
        if (reactions) {
          const others = (reactions[event.emoji] ?? []).filter((person) => person !== event.author);
          reactions[event.emoji] = event.on ? [...others, event.author] : others;
        }
      }
      view.since = Math.max(view.since, event.seq);
    },
    fill(pages) {
      for (const page of pages) for (const message of page.messages) add(seen(message));
      view.knownFrom = 1;
    },
    shown: () => [...messages.values()].toSorted((a, b) => a.seq - b.seq),
    some: (pick) => (seqs.length === 0 ? null : (seqs[Math.max(0, seqs.length - 1 - pick(20))] ?? null)),
  };
  return view;
}

export function seen({ seq, clientId, author, body, reactions }: MessageView): SeenMessage {
  return { seq, id: clientId, author, body, reactions: structuredClone(reactions) };
}
