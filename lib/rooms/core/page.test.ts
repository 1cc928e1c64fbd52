import { expect, it } from "vitest";
import type { ClientId, PersonId } from "../../platform/ids";
import type { RoomEvent } from "../protocol";
import { buildPage, pageRange } from "./page";
import { countUnread, isNews } from "./unread";

const [ada, ben] = ["ada", "ben"] as [PersonId, PersonId];
const at = (seq: number, author = ada) => ({ seq, at: seq, author, clientId: `c${seq}` as ClientId });
const message = (seq: number, author = ada): RoomEvent => ({
  ...at(seq, author),
  type: "message.created",
  body: `m${seq}`,
  thread: null,
});

it("a page reaches to the end it was asked for, and to the start when nothing older is left", () => {
  expect(pageRange({ before: 100 }, [99, 80, 60, 50], 3, 200)).toEqual({ from: 60, to: 99 });
  expect(pageRange({ before: 100 }, [99, 80], 3, 200)).toEqual({ from: 1, to: 99 });
  expect(pageRange({ before: 900 }, [99, 80], 3, 200)).toEqual({ from: 1, to: 200 });
  expect(pageRange({ after: 10 }, [20, 30, 40, 50], 3, 200)).toEqual({ from: 11, to: 40 });
  expect(pageRange({ after: 10 }, [20, 30], 3, 200)).toEqual({ from: 11, to: 200 });
});

it("pages that touch cover the log without a hole or an overlap", () => {
  const seqs = [3, 5, 6, 9, 14, 20, 21];
  let before = 26;
  const covered: number[] = [];
  while (before > 1) {
    const found = seqs.filter((seq) => seq < before).toReversed();
    const { from, to } = pageRange({ before }, found.slice(0, 3), 2, 25);
    for (let seq = to; seq >= from; seq--) covered.push(seq);
    before = from;
  }
  expect(covered).toEqual(Array.from({ length: 25 }, (_, i) => 25 - i));
});

it("a page holds messages folded to the head, and notices", () => {
  const joined: RoomEvent = { ...at(2), type: "member.joined", person: ben, role: "member" };
  const like: RoomEvent = { ...at(9), type: "reaction.set", target: 3, emoji: "👍", on: true };
  const page = buildPage(
    { from: 2, to: 5 },
    9,
    [joined, message(3), { ...at(4), type: "reaction.set", target: 1, emoji: "👍", on: true }],
    [like],
  );
  expect(page).toMatchObject({ from: 2, to: 5, asOf: 9, notices: [joined], atStart: false, atEnd: false });
  expect(page.messages).toMatchObject([{ seq: 3, reactions: { "👍": [ada] }, version: 9 }]);
});

it("counts as unread what others wrote after the cursor and did not take back", () => {
  const log: RoomEvent[] = [
    message(1, ben),
    message(2),
    message(3, ben),
    message(4, ben),
    { ...at(5, ben), type: "message.deleted", target: 3 },
  ];
  expect(countUnread(log, ada, 0)).toBe(2);
  expect(countUnread(log, ada, 1)).toBe(1);
  expect(countUnread(log, ada, 4)).toBe(0);
  const many = Array.from({ length: 150 }, (_, i) => message(i + 1, ben));
  expect(countUnread(many, ada, 0)).toBe(100);
  expect(isNews({ ...message(1), source: "slack" } as RoomEvent)).toBe(false);
});
