import { describe, expect, it } from "vitest";
import type { ClientId, PersonId } from "../../platform/ids";
import type { MessageView, RoomEvent } from "../protocol";
import { addPending } from "./pending";
import { emptyRoomView, type RoomView } from "./room-view";
import { timeline, withMyReactions, type Row } from "./timeline";

const me = "me" as PersonId;
const ada = "ada" as PersonId;
const DAY = 86_400_000;

const message = (seq: number, author: PersonId, at: number): MessageView => ({
  seq,
  at,
  author,
  clientId: `c${seq}` as ClientId,
  body: `m${seq}`,
  thread: null,
  inRoom: false,
  editedAt: null,
  deletedAt: null,
  previews: [],
  reactions: {},
  files: [],
  pinned: null,
  replies: null,
  version: seq,
});

const joined = (seq: number, at: number): RoomEvent =>
  ({ type: "member.joined", seq, at, author: ada, clientId: `j${seq}`, person: ada, role: "member" }) as RoomEvent;

function rowsOf(
  messages: MessageView[],
  options: { notices?: RoomEvent[]; readUpTo?: number; pending?: number[]; live?: boolean; from?: number } = {},
) {
  let view: RoomView = {
    ...emptyRoomView(me),
    messages: new Map(messages.map((one) => [one.seq, one])),
    notices: new Map((options.notices ?? []).map((one) => [one.seq, one])),
  };
  for (const at of options.pending ?? []) view = addPending(view, { clientId: `p${at}` as ClientId, body: "p", at });
  return timeline({
    view,
    segment: { from: options.from ?? 1, to: 100, asOf: 100, stale: false },
    live: options.live ?? true,
    readUpTo: options.readUpTo ?? null,
    dayOf: (at) => String(Math.floor(at / DAY)),
  });
}

const shape = (rows: Row[]) => rows.map((row) => ("head" in row ? `${row.kind}${row.head ? "+" : ""}` : row.kind));

describe("the rows of a room", () => {
  it("groups one author within five minutes, across nothing else", () => {
    const rows = rowsOf([
      message(2, ada, 0),
      message(3, ada, 60_000),
      message(4, me, 61_000),
      message(5, ada, 62_000),
      message(6, ada, 400_000),
    ]);
    expect(shape(rows)).toEqual(["start", "day", "message+", "message", "message+", "message+", "message+"]);
  });

  it("begins a day with its divider, and the unread line stands under it", () => {
    const rows = rowsOf([message(2, ada, 0), message(3, ada, DAY)], { readUpTo: 2 });
    expect(shape(rows)).toEqual(["start", "day", "message+", "day", "unread", "message+"]);
  });

  it("puts the unread line before the first message of somebody else", () => {
    const rows = rowsOf([message(2, ada, 0), message(3, me, 1), message(4, ada, 2), message(5, ada, 3)], {
      readUpTo: 2,
    });
    expect(shape(rows)).toEqual(["start", "day", "message+", "message+", "unread", "message+", "message"]);
  });

  it("folds joins that follow each other into one notice", () => {
    const rows = rowsOf([message(4, ada, 9)], { notices: [joined(2, 1), joined(3, 2)] });
    expect(rows[2]).toMatchObject({ kind: "notice", key: "notice-2", events: [{ seq: 2 }, { seq: 3 }] });
  });

  it("shows what waits only under the live stretch, and says where more may be", () => {
    expect(shape(rowsOf([message(2, ada, 0)], { pending: [1, 2] }))).toEqual([
      "start",
      "day",
      "message+",
      "pending+",
      "pending",
    ]);
    expect(shape(rowsOf([message(2, ada, 0)], { pending: [1], live: false, from: 2 }))).toEqual([
      "edge",
      "day",
      "message+",
      "edge",
    ]);
  });

  it("keeps the key of a message from waiting to logged", () => {
    const waiting = rowsOf([], { pending: [7] }).at(-1);
    const logged = rowsOf([{ ...message(2, me, 7), clientId: "p7" as ClientId }]).at(-1);
    expect(waiting?.key).toBe(logged?.key);
  });
});

describe("reactions not confirmed yet", () => {
  it("show as wished and keep the order of the others", () => {
    const base = { ...message(2, ada, 0), reactions: { "👍": [ada, me], "🎉": [ada] } };
    const wish = (emoji: string, on: boolean) => ({ clientId: "x" as ClientId, target: 2, emoji, on, seq: null });
    expect(withMyReactions(base, [wish("👍", false), wish("🎉", true), wish("👀", true)], me).reactions).toEqual({
      "👍": [ada],
      "🎉": [ada, me],
      "👀": [me],
    });
    expect(withMyReactions(base, [{ ...wish("👍", false), target: 3 }], me)).toBe(base);
  });
});
