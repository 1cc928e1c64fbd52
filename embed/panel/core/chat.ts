import type { ServerFrame, VisitorFrame, VisitorMessage } from "../../../lib/assistant/protocol";

/** What the visitor wrote and the conversation has not repeated yet. */
export interface Pending {
  id: string;
  text: string;
  at: number;
  /** Why it was refused; it stays until it is sent again. */
  error?: { code: string; message: string };
}

/** All that a panel knows of its conversation. */
export interface Chat {
  /** By `seq`, ascending. */
  messages: readonly VisitorMessage[];
  pending: readonly Pending[];
  /** There is more before the first. */
  earlier: boolean;
  notice: string | undefined;
  /** From this `seq` on the panel no longer agrees with the conversation, and asks anew. */
  lostFrom: number | undefined;
}

export const EMPTY_CHAT: Chat = {
  messages: [],
  pending: [],
  earlier: false,
  notice: undefined,
  lostFrom: undefined,
};

/** What a frame of the conversation makes of the chat. Frames may come twice, late, or from a newer server. */
export function receive(chat: Chat, frame: ServerFrame): Chat {
  switch (frame.type) {
    case "ready":
      return agree(
        {
          ...chat,
          // Where something lies between what is held and what comes, it begins anew: older history is asked for.
          ...put(frame.earlier ? { ...chat, messages: [] } : chat, frame.messages),
          earlier: frame.earlier || chat.earlier,
          notice: frame.notice,
          lostFrom: undefined,
        },
        frame.running,
      );
    case "message":
      return { ...chat, ...put(chat, [frame.message]) };
    case "delta":
      return append(chat, frame);
    case "history":
      return { ...chat, ...put(chat, frame.messages), earlier: frame.earlier };
    case "error":
      return frame.id === undefined ? chat : refuse(chat, frame.id, frame);
    default:
      return chat;
  }
}

/** How a connection goes on from here. */
export function resumeOf(chat: Chat): Pick<Extract<VisitorFrame, { type: "init" }>, "since" | "at"> {
  if (chat.lostFrom !== undefined) return { since: chat.lostFrom - 1 };
  const last = chat.messages.at(-1);
  if (last === undefined) return { since: 0 };
  return last.state === "running"
    ? { since: last.seq, at: { seq: last.seq, length: last.text.length } }
    : { since: last.seq };
}

export function write(chat: Chat, message: Pending): Chat {
  return { ...chat, pending: [...chat.pending.filter(({ id }) => id !== message.id), message] };
}

export function runningOf(chat: Chat): VisitorMessage | undefined {
  return chat.messages.findLast(({ state }) => state === "running");
}

/** Puts messages at their places, and lets go of what they repeat. */
function put(chat: Chat, added: readonly VisitorMessage[]): Pick<Chat, "messages" | "pending"> {
  const bySeq = new Map(chat.messages.map((message) => [message.seq, message]));
  for (const message of added) bySeq.set(message.seq, message);
  const ids = new Set(added.map(({ id }) => id));
  return {
    messages: [...bySeq.values()].sort((a, b) => a.seq - b.seq),
    pending: chat.pending.filter(({ id }) => !ids.has(id)),
  };
}

/** Which answer runs is the conversation's to say: where the panel sees it otherwise, it missed a change. */
function agree(chat: Chat, running: number | null): Chat {
  const stale = chat.messages.find(({ seq, state }) => (state === "running") !== (seq === running));
  return stale === undefined ? chat : { ...chat, lostFrom: stale.seq };
}

/** Adds what is new of a delta: an offset before the end repeats, one behind it says that something was missed. */
function append(chat: Chat, { seq, at, text }: { seq: number; at: number; text: string }): Chat {
  const message = chat.messages.findLast((each) => each.seq === seq);
  // A late delta of an answer that has ended says nothing new.
  if (message && message.state !== "running") return chat;
  if (!message || at > message.text.length) return { ...chat, lostFrom: Math.min(seq, chat.lostFrom ?? seq) };
  const added = text.slice(message.text.length - at);
  if (added === "") return chat;
  const grown = { ...message, text: message.text + added };
  return { ...chat, messages: chat.messages.map((each) => (each === message ? grown : each)) };
}

function refuse(chat: Chat, id: string, { code, message }: { code: string; message: string }): Chat {
  return {
    ...chat,
    pending: chat.pending.map((each) => (each.id === id ? { ...each, error: { code, message } } : each)),
  };
}
