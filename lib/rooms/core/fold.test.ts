import { describe, expect, it } from "vitest";
import type { ClientId, PersonId, RoomId } from "../../platform/ids";
import type { MessageView, RoomEvent, RoomEventType, RoomMeta, RoomRole } from "../protocol";
import { changedBy, foldEvent, foldMembers, foldMeta, isInTimeline, isNotice } from "./fold";
import { buildPage } from "./page";

const ada = "ada" as PersonId;
const ben = "ben" as PersonId;
const meta: RoomMeta = {
  roomId: "room" as RoomId,
  kind: "channel",
  visibility: "public",
  name: "general",
  topic: "",
  createdBy: ada,
  createdAt: 1,
  archivedAt: null,
};

type Bare<E> = E extends RoomEvent ? Omit<E, "seq" | "at" | "author" | "clientId"> : never;
const log = (...drafts: (Bare<RoomEvent> & { by?: PersonId })[]): RoomEvent[] =>
  drafts.map(({ by = ada, ...draft }, index) => ({
    ...draft,
    seq: index + 1,
    at: 1000 + index,
    author: by,
    clientId: `c${index}` as ClientId,
  }));

const card = { url: "https://a.example/", title: "A", description: "", site: "", image: null };

/** A log that ends in each type of event, one way to reach it at least. A new type does not compile until it is here. */
const endings: Record<RoomEventType, RoomEvent[][]> = {
  "room.created": [log({ type: "room.created", meta })],
  "room.renamed": [log({ type: "room.created", meta }, { type: "room.renamed", name: "news" })],
  "room.topic": [log({ type: "room.created", meta }, { type: "room.topic", topic: "today" })],
  "room.archived": [
    log({ type: "room.created", meta }, { type: "room.archived", archived: true }),
    log(
      { type: "room.created", meta },
      { type: "room.archived", archived: true },
      { type: "room.archived", archived: false },
    ),
  ],
  "member.joined": [log({ type: "member.joined", person: ben, role: "member" })],
  "member.left": [log({ type: "member.joined", person: ben, role: "member" }, { type: "member.left", person: ben })],
  "member.role": [
    log({ type: "member.joined", person: ben, role: "member" }, { type: "member.role", person: ben, role: "owner" }),
  ],
  "message.created": [
    log({ type: "message.created", body: "hi", thread: null }),
    log({ type: "message.created", body: "old", thread: null, editedAt: 7, source: "slack" }),
    log(
      { type: "message.created", body: "root", thread: null },
      { type: "message.created", body: "reply", thread: 1 },
      { type: "message.created", body: "to all", thread: 1, inRoom: true, by: ben },
    ),
  ],
  "message.edited": [
    log({ type: "message.created", body: "hi", thread: null }, { type: "message.edited", target: 1, body: "hello" }),
    log(
      { type: "message.created", body: "hi", thread: null },
      { type: "message.deleted", target: 1 },
      { type: "message.edited", target: 1, body: "x" },
    ),
  ],
  "message.deleted": [
    log(
      { type: "message.created", body: "hi", thread: null },
      { type: "reaction.set", target: 1, emoji: "👍", on: true },
      { type: "message.deleted", target: 1 },
    ),
    log(
      { type: "message.created", body: "root", thread: null },
      { type: "message.created", body: "one", thread: 1 },
      { type: "message.created", body: "two", thread: 1, inRoom: true, by: ben },
      { type: "message.deleted", target: 2, thread: 1, replies: { count: 1, lastAt: 1002, lastSeq: 3, people: [ben] } },
      { type: "message.created", body: "three", thread: 1 },
      { type: "message.deleted", target: 5, thread: 1, replies: { count: 1, lastAt: 1002, lastSeq: 3, people: [ben] } },
      { type: "message.deleted", target: 3, thread: 1, replies: null },
    ),
  ],
  "message.pinned": [
    log(
      { type: "message.created", body: "hi", thread: null },
      { type: "message.pinned", target: 1, on: true, by: ben },
    ),
    log(
      { type: "message.created", body: "hi", thread: null },
      { type: "message.pinned", target: 1, on: true },
      { type: "message.pinned", target: 1, on: false },
    ),
    log(
      { type: "message.created", body: "hi", thread: null },
      { type: "message.pinned", target: 1, on: true },
      { type: "message.deleted", target: 1 },
    ),
  ],
  "message.previewed": [
    log(
      { type: "message.created", body: "hi", thread: null },
      { type: "message.previewed", target: 1, previews: [card] },
    ),
    log(
      { type: "message.created", body: "hi", thread: null },
      { type: "message.previewed", target: 1, previews: [card] },
      { type: "message.previewed", target: 1, previews: [] },
    ),
    log(
      { type: "message.created", body: "hi", thread: null },
      { type: "message.previewed", target: 1, previews: [card] },
      { type: "message.edited", target: 1, body: "hello" },
    ),
    log(
      { type: "message.created", body: "hi", thread: null },
      { type: "message.deleted", target: 1 },
      { type: "message.previewed", target: 1, previews: [card] },
    ),
  ],
  "reaction.set": [
    log(
      { type: "message.created", body: "hi", thread: null },
      { type: "reaction.set", target: 1, emoji: "👍", on: true, by: ben },
      { type: "reaction.set", target: 1, emoji: "👍", on: true },
      { type: "reaction.set", target: 1, emoji: "👍", on: true },
      { type: "reaction.set", target: 1, emoji: "👍", on: false, by: ben },
    ),
    log(
      { type: "message.created", body: "hi", thread: null },
      { type: "reaction.set", target: 1, emoji: "👍", on: true },
      { type: "reaction.set", target: 1, emoji: "👍", on: false },
    ),
    log(
      { type: "message.created", body: "hi", thread: null },
      { type: "message.deleted", target: 1 },
      { type: "reaction.set", target: 1, emoji: "👍", on: true },
    ),
  ],
};

const fresh = (events: RoomEvent[]) =>
  buildPage(
    { from: 1, to: events.length },
    events.length,
    events,
    events.filter((event) => changedBy(event).length > 0),
  );

describe("events replayed over an old state equal a fresh state", () => {
  const cases = Object.entries(endings).flatMap(([type, logs]) =>
    logs.map((events, index) => ({ type, index, events })),
  );
  it.each(cases)("$type $index", ({ events }) => {
    for (let at = 0; at <= events.length; at++) {
      // A page read when the log had `at` events, then everything after it, then everything once more.
      const held = new Map<number, MessageView>(fresh(events.slice(0, at)).messages.map((view) => [view.seq, view]));
      for (const event of [...events.slice(at), ...events]) foldEvent(held, event);
      expect([...held.values()].filter(isInTimeline)).toEqual(fresh(events).messages);
    }
  });

  it.each(cases)("$type $index: members and facts too", ({ events }) => {
    for (let at = 0; at <= events.length; at++) {
      const replay = (list: RoomEvent[], from: { meta: RoomMeta; members: Map<PersonId, RoomRole> }) => {
        let now = from.meta;
        for (const event of list) {
          now = foldMeta(now, event);
          foldMembers(from.members, event);
        }
        return { meta: now, members: from.members };
      };
      const old = replay(events.slice(0, at), { meta, members: new Map() });
      expect(replay(events.slice(at), old)).toEqual(replay(events, { meta, members: new Map() }));
    }
  });
});

describe("folding", () => {
  it("never mutates a view", () => {
    const [created, edited] = log(
      { type: "message.created", body: "hi", thread: null },
      { type: "message.edited", target: 1, body: "hello" },
    );
    const views = new Map<number, MessageView>();
    if (!created || !edited) throw new Error();
    foldEvent(views, created);
    const before = Object.freeze(views.get(1));
    foldEvent(views, edited);
    foldEvent(views, edited);
    expect(before?.body).toBe("hi");
    expect(views.get(1)).toMatchObject({ body: "hello", editedAt: 1001, version: 2 });
  });

  it("ignores what it does not hold and types it does not know", () => {
    const views = new Map<number, MessageView>();
    const [, edited] = log(
      { type: "message.created", body: "hi", thread: null },
      { type: "message.edited", target: 1, body: "x" },
    );
    if (edited) foldEvent(views, edited);
    foldEvent(views, { type: "poll.opened", seq: 3 } as unknown as RoomEvent);
    expect(views.size).toBe(0);
  });

  it("calls notices what is shown between messages", () => {
    expect(isNotice("member.left")).toBe(true);
    expect(isNotice("reaction.set")).toBe(false);
    expect(isNotice("message.created")).toBe(false);
  });
});
