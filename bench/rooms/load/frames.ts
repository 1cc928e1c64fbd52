/**
 * Reads server frames. Every viewer of a room gets the same bytes, so a frame is parsed once and recognised afterwards:
 * otherwise the generator, not the server, would be what is measured.
 */
import type { Dialect } from "./job";

export interface SeenFrame {
  /** Sequence numbers of the events, in frame order; dense or the frame is broken. */
  first: number;
  last: number;
  count: number;
  dense: boolean;
  /** author -> client ids of its events in this frame. */
  byAuthor: Map<string, string[]>;
  acks: string[];
  welcome: { head: number; epoch: string; how: string } | null;
  lagging: boolean;
  refused: string | null;
}

interface Item {
  type: string;
  seq?: number;
  author?: string;
  clientId?: string;
  head?: number;
  epoch?: string;
  catchUp?: { kind: string };
  code?: string;
  message?: string;
}

const REMEMBERED = 32;

export function createFrameReader(dialect: Dialect): (data: Buffer) => SeenFrame {
  const remembered: { data: Buffer; frame: SeenFrame }[] = [];
  let next = 0;
  return (data) => {
    for (const entry of remembered) {
      if (entry.data.length === data.length && entry.data.equals(data)) return entry.frame;
    }
    const frame = summarise(itemsOf(dialect, data.toString()));
    remembered[next] = { data: Buffer.from(data), frame };
    next = (next + 1) % REMEMBERED;
    return frame;
  };
}

function itemsOf(dialect: Dialect, text: string): Item[] {
  if (dialect === "parlor") return JSON.parse(text) as Item[];
  if (dialect === "plain") return [JSON.parse(text) as Item];
  // Engine.IO message (4) holding a Socket.IO event (2): 42["m",{...}]
  return text.startsWith('42["m"') ? [(JSON.parse(text.slice(2)) as [string, Item])[1]] : [];
}

function summarise(items: Item[]): SeenFrame {
  const frame: SeenFrame = {
    first: 0,
    last: 0,
    count: 0,
    dense: true,
    byAuthor: new Map(),
    acks: [],
    welcome: null,
    lagging: false,
    refused: null,
  };
  for (const item of items) {
    if (item.type === "ack") frame.acks.push(item.clientId ?? "");
    else if (item.type === "welcome")
      frame.welcome = { head: item.head ?? 0, epoch: item.epoch ?? "", how: item.catchUp?.kind ?? "" };
    else if (item.type === "lagging") frame.lagging = true;
    else if (item.type === "rejected") frame.refused = `${item.code}: ${item.message}`;
    else if (item.seq !== undefined && item.author !== undefined) {
      if (frame.count === 0) frame.first = item.seq;
      else if (item.seq !== frame.last + 1) frame.dense = false;
      frame.last = item.seq;
      frame.count += 1;
      const own = frame.byAuthor.get(item.author) ?? [];
      own.push(item.clientId ?? "");
      frame.byAuthor.set(item.author, own);
    }
  }
  return frame;
}
