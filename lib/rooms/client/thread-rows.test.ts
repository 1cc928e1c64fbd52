import { expect, it } from "vitest";
import { newId, type ClientId, type PersonId } from "../../platform/ids";
import type { MessageView } from "../protocol";
import type { PendingSend } from "./room-view";
import { threadRows } from "./thread-rows";

const me = "me" as PersonId;
const ada = "ada" as PersonId;
const DAY = 86_400_000;
const dayOf = (at: number) => String(Math.floor(at / DAY));

function message(seq: number, author: PersonId, at: number, part: Partial<MessageView> = {}): MessageView {
  const base = { seq, author, at, clientId: newId<ClientId>(), body: `m${seq}`, thread: 1, inRoom: false };
  return {
    ...base,
    editedAt: null,
    deletedAt: null,
    previews: [],
    reactions: {},
    files: [],
    pinned: null,
    replies: null,
    version: seq,
    ...part,
  };
}
const root = message(1, ada, 0, {
  thread: null,
  replies: { count: 3, lastAt: 5, lastSeq: 5, people: [ada] },
});
const send = (thread: number | null): PendingSend => ({
  clientId: newId<ClientId>(),
  body: "waits",
  thread,
  alsoInRoom: false,
  files: [],
  at: 10,
  state: "queued",
  code: null,
  retryAt: null,
  seq: null,
});
const kinds = (rows: ReturnType<typeof threadRows>) =>
  rows.map((row) => (row.kind === "message" ? `${row.message.seq}${row.head ? " head" : ""}` : row.kind));

it("shows the first message, how many replies, and these grouped by author", () => {
  const replies = [message(2, ada, 1), message(3, ada, 2), message(5, me, 3)];
  const thread = { seq: 1, root, replies, atStart: true, readUpTo: null };
  expect(kinds(threadRows({ thread, pending: [send(1), send(2), send(null)], me, dayOf }))).toEqual([
    "1 head",
    "count",
    "2 head",
    "3",
    "5 head",
    "pending",
  ]);
});

it("draws one line where the unread of others begins, and a day where one changes", () => {
  const replies = [message(2, ada, 1), message(3, me, 2), message(4, ada, DAY + 1), message(5, ada, DAY + 2)];
  const thread = { seq: 1, root, replies, atStart: true, readUpTo: 2 };
  expect(kinds(threadRows({ thread, pending: [], me, dayOf }))).toEqual([
    "1 head",
    "count",
    "2 head",
    "3 head",
    "day",
    "unread",
    "4 head",
    "5",
  ]);
});

it("offers what came earlier while the beginning is not loaded", () => {
  const thread = { seq: 1, root, replies: [message(5, ada, 3)], atStart: false, readUpTo: null };
  expect(kinds(threadRows({ thread, pending: [], me, dayOf }))).toEqual(["1 head", "count", "older", "5 head"]);
});
