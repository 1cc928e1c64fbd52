import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClientId, PersonId, RoomId } from "../../platform/ids";
import { changedBy, foldEvent, isInTimeline, withReply } from "../core/fold";
import { buildPage, buildThreadPage, pageRange } from "../core/page";
import { planCatchUp } from "../core/resume";
import {
  LIMITS,
  type HistoryPage,
  type MessageView,
  type RoomEvent,
  type RoomServerFrame,
  type ThreadPage,
} from "../protocol";
import { addPending, nextToSend, requeuePending, updatePending } from "./pending";
import { reduceRoom } from "./reduce-room";
import { applyPage } from "./room-pages";
import { emptyRoomView, isInSync, liveSegment, type RoomView } from "./room-view";
import { applyThreadPage, beginLoad, emptyThread } from "./thread-view";

const me = "p-me" as PersonId;
const other = "p-other" as PersonId;
const meta = {
  roomId: "room" as RoomId,
  kind: "channel" as const,
  visibility: "public" as const,
  name: "general",
  topic: "",
  createdBy: me,
  createdAt: 0,
  archivedAt: null,
};

/** A room as the server keeps it: the log, and pages and welcomes cut from it by the rules of core. */
class Room {
  readonly log: RoomEvent[] = [];
  epoch = "e1";

  constructor() {
    this.add({ type: "room.created", meta });
  }

  get head(): number {
    return this.log.length;
  }

  add(
    event: Record<string, unknown> & { type: RoomEvent["type"] },
    author: PersonId = other,
    clientId?: string,
  ): RoomEvent {
    const seq = this.log.length + 1;
    const full = { seq, at: seq * 1000, author, clientId: clientId ?? `c${seq}`, ...event } as unknown as RoomEvent;
    this.log.push(full);
    return full;
  }

  say(body: string, author: PersonId = other, clientId?: string): RoomEvent {
    return this.add({ type: "message.created", body, thread: null }, author, clientId);
  }

  page(want: { before: number } | { after: number }, limit = 5): HistoryPage {
    const all = this.log
      .filter((event) => event.type === "message.created" && isInTimeline(event))
      .map(({ seq }) => seq);
    const found =
      "before" in want ? all.filter((seq) => seq < want.before).toReversed() : all.filter((seq) => seq > want.after);
    const range = pageRange(want, found.slice(0, limit + 1), limit, this.head);
    const inRange = this.log.filter(({ seq }) => seq >= range.from && seq <= range.to);
    const changes = this.log.filter((event) => changedBy(event).some((seq) => seq >= range.from && seq <= range.to));
    return buildPage(range, this.head, inRange, changes);
  }

  welcome(
    asked: { epoch: string; since: number } | null,
    replayMax: number = LIMITS.replayEventsMax,
  ): RoomServerFrame[] {
    const plan = planCatchUp(this, asked);
    const gapped = plan.kind === "events" && this.head - plan.from + 1 > replayMax;
    const base = {
      type: "welcome" as const,
      v: 1 as const,
      epoch: this.epoch,
      head: this.head,
      you: { person: me, role: "member" as const, tenantRole: "member" as const },
      meta,
      members: [{ person: me, role: "member" as const }],
      cursors: [{ person: me, upTo: 0, version: 0 }],
      unread: 0,
    };
    const page = this.page({ before: this.head + 1 });
    if (plan.kind === "fresh") return [{ ...base, catchUp: { kind: "fresh", page } }];
    if (plan.kind === "gap" || gapped) {
      return [{ ...base, catchUp: { kind: "gap", gap: { from: plan.from, to: page.from - 1 }, page } }];
    }
    const events = this.log.slice(plan.from - 1);
    return [{ ...base, catchUp: { kind: "events", count: events.length } }, ...events];
  }

  folded(upTo = this.head): Map<number, MessageView> {
    const messages = new Map<number, MessageView>();
    for (const event of this.log.slice(0, upTo)) foldEvent(messages, event);
    return messages;
  }

  /** What a room shows of it. */
  timeline(): Map<number, MessageView> {
    return new Map([...this.folded()].filter(([, view]) => isInTimeline(view)));
  }

  /** Deletes a message; of a reply it says what is left of the thread. */
  remove(target: number): RoomEvent {
    const view = this.folded().get(target);
    if (!view || view.thread === null) return this.add({ type: "message.deleted", target });
    const left = [...this.folded().values()].filter(
      ({ seq, thread, deletedAt }) => thread === view.thread && seq !== target && deletedAt === null,
    );
    const replies = left.reduce<MessageView["replies"]>(withReply, null);
    return this.add({ type: "message.deleted", target, thread: view.thread, replies });
  }

  thread(root: number, before: number | null, limit = 4): ThreadPage {
    const created = this.log.filter((event) => event.type === "message.created");
    const first = created.find(({ seq }) => seq === root);
    if (!first) throw new Error("No such thread");
    const found = created.filter(({ seq, thread }) => thread === root && seq < (before ?? Infinity)).toReversed();
    const page = buildThreadPage(first, found.slice(0, limit + 1), this.log, { head: this.head, before, limit });
    return { ...page, reading: { root, following: false, upTo: 0, version: 0 } };
  }
}

/** What the live stretch holds equals what a fresh reader of the log would see of it. */
function expectLiveTrue(view: RoomView, room: Room): void {
  const live = liveSegment(view);
  expect(live).not.toBeNull();
  if (!live) return;
  const truth = room.timeline();
  for (let seq = live.from; seq <= live.to; seq++) expect(view.messages.get(seq)).toEqual(truth.get(seq));
}

const welcomeTo = (room: Room, view = emptyRoomView(me)) =>
  reduceRoom(view, room.welcome(view.epoch === null ? null : { epoch: view.epoch, since: view.streamedTo }), 0);

describe("a room's view", () => {
  it("starts from the newest page and follows the stream", () => {
    const room = new Room();
    for (let i = 0; i < 12; i++) room.say(`m${i}`);
    let view = welcomeTo(room);
    expect(isInSync(view)).toBe(true);
    expect(liveSegment(view)).toMatchObject({ from: 9, to: 13 });
    view = reduceRoom(view, [room.say("new")], 0);
    expect(liveSegment(view)).toMatchObject({ from: 9, to: 14 });
    expectLiveTrue(view, room);
  });

  it("joins an older page to what it holds, with changes that came before the page", () => {
    const room = new Room();
    for (let i = 0; i < 12; i++) room.say(`m${i}`);
    let view = welcomeTo(room);
    const page = room.page({ before: 9 });
    const edit = room.add({ type: "message.edited", target: 5, body: "changed" });
    view = reduceRoom(view, [edit], 0);
    const applied = applyPage(view, page);
    expect(applied.accepted).toBe(true);
    expect(applied.view.messages.get(5)?.body).toBe("changed");
    expect(liveSegment(applied.view)).toMatchObject({ from: 4, to: 14 });
  });

  it("is not in sync while an event is missing, and is again when it comes", () => {
    const room = new Room();
    let view = welcomeTo(room);
    const [a, b, c] = [room.say("a"), room.say("b"), room.say("c")];
    view = reduceRoom(view, [c, a], 0);
    expect(isInSync(view)).toBe(false);
    expect(view.messages.size).toBe(1);
    view = reduceRoom(view, [b], 0);
    expect(isInSync(view)).toBe(true);
    expectLiveTrue(view, room);
  });

  it("marks what lies before a gap as stale and takes a page read before the gap for what it is", () => {
    const room = new Room();
    for (let i = 0; i < 8; i++) room.say(`m${i}`);
    let view = welcomeTo(room);
    const old = room.page({ before: 5 });
    for (let i = 0; i < 30; i++) room.say(`later${i}`);
    room.add({ type: "message.deleted", target: 6 });
    view = reduceRoom(view, room.welcome({ epoch: "e1", since: view.streamedTo }, 10), 0);
    expect(view.segments.filter(({ stale }) => stale)).toHaveLength(1);
    expect(isInSync(view)).toBe(true);
    expectLiveTrue(view, room);
    expect(applyPage(view, old).accepted).toBe(false);
    // Reading back over the gap replaces what was stale.
    for (let guard = 0; guard < 20 && (liveSegment(view)?.from ?? 1) > 1; guard++) {
      view = applyPage(view, room.page({ before: liveSegment(view)?.from ?? 1 })).view;
    }
    expect(view.segments).toHaveLength(1);
    expect(view.messages.get(6)?.deletedAt).not.toBeNull();
    expectLiveTrue(view, room);
  });

  it("starts over when the log is another one, and keeps what waits to be sent", () => {
    const room = new Room();
    room.say("old");
    let view = addPending(welcomeTo(room), { clientId: "mine" as ClientId, body: "unsent", at: 1 });
    const restored = new Room();
    restored.epoch = "e2";
    view = reduceRoom(view, restored.welcome({ epoch: "e1", since: view.streamedTo }), 0);
    expect(view.messages.size).toBe(0);
    expect(view.epoch).toBe("e2");
    expect(view.pending.map(({ body }) => body)).toEqual(["unsent"]);
  });

  it("knows when I was removed and when I am back", () => {
    const room = new Room();
    let view = welcomeTo(room);
    view = reduceRoom(view, [room.add({ type: "member.left", person: me })], 0);
    expect(view).toMatchObject({ gone: true, role: null });
    view = reduceRoom(view, [room.add({ type: "member.joined", person: me, role: "owner" })], 0);
    expect(view).toMatchObject({ gone: false, role: "owner" });
  });

  it("does not take for news what was imported", () => {
    const room = new Room();
    for (let i = 0; i < 4; i++) room.say(`m${i}`);
    const [welcome] = room.welcome(null);
    const told = (unread: number) =>
      reduceRoom(emptyRoomView(me), [{ ...welcome, unread } as RoomServerFrame], 0).newsAfter;
    expect([0, 1, 2].map(told)).toEqual([5, 4, 3]);
  });

  it("forgets a writer who posts, and believes nobody for long", () => {
    const room = new Room();
    let view = reduceRoom(welcomeTo(room), [{ type: "typing", person: other, on: true }], 1_000);
    expect(view.typing.get(other)).toBe(1_000 + LIMITS.typingExpiresMs);
    view = reduceRoom(view, [room.say("done", other)], 1_500);
    expect(view.typing.size).toBe(0);
  });
});

describe("what I send", () => {
  const mine = "mine" as ClientId;
  const sending = (room: Room) =>
    updatePending(addPending(welcomeTo(room), { clientId: mine, body: "hi", at: 1 }), mine, { state: "sending" });

  it("is settled by the event alone", () => {
    const room = new Room();
    expect(reduceRoom(sending(room), [room.say("hi", me, mine)], 0).pending).toEqual([]);
  });

  it("stays, as sent, between acknowledgement and event", () => {
    const room = new Room();
    const acked = reduceRoom(sending(room), [{ type: "ack", clientId: mine, seq: 2, at: 1 }], 0);
    expect(acked.pending).toMatchObject([{ state: "sent", seq: 2 }]);
    expect(reduceRoom(acked, [room.say("hi", me, mine)], 0).pending).toEqual([]);
  });

  it("is settled by the page that shows it, when the stream had a gap", () => {
    const room = new Room();
    const view = sending(room);
    room.say("hi", me, mine);
    expect(reduceRoom(view, room.welcome(null), 0).pending).toEqual([]);
  });

  it("waits after a passing refusal, stays with the reason after another", () => {
    const room = new Room();
    const refuse = (code: "rate_limited" | "conflict") =>
      reduceRoom(sending(room), [{ type: "rejected", clientId: mine, code, message: "", retryAfterMs: 700 }], 1_000);
    expect(refuse("rate_limited").pending).toMatchObject([{ state: "waiting", retryAt: 1_700 }]);
    expect(nextToSend(refuse("rate_limited"), 1_100)).toEqual({ waitMs: 600 });
    expect(refuse("conflict").pending).toMatchObject([{ state: "failed", code: "conflict" }]);
    expect(nextToSend(refuse("conflict"), 1_000)).toBeNull();
  });

  it("goes out in the order it was written, one at a time, again after a cut", () => {
    let view = emptyRoomView(me);
    for (const id of ["a", "b"]) view = addPending(view, { clientId: id as ClientId, body: id, at: 1 });
    expect(nextToSend(view, 0)).toMatchObject({ send: { clientId: "a" } });
    view = updatePending(view, "a" as ClientId, { state: "sending" });
    expect(nextToSend(view, 0)).toBeNull();
    expect(nextToSend(requeuePending(view), 0)).toMatchObject({ send: { clientId: "a" } });
  });
});

describe("any interleaving", () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant("say" as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constantFrom("edit", "delete", "react", "unreact"), target: fc.nat() }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constantFrom("reply", "tell", "pin", "unpin"), target: fc.nat({ max: 40 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("thread" as const, "older" as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("rename" as const, "join" as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("deliver" as const), pick: fc.nat(), again: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("ask" as const), around: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("answer" as const), pick: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("reconnect" as const), replayMax: fc.nat({ max: 12 }) }) },
  );

  it("of pages, frames, repeats, reordered batches and gaps equals a fresh load", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120, size: "max" }), (steps) => {
        const room = new Room();
        for (let i = 0; i < 15; i++) room.say(`before${i}`);
        let view = welcomeTo(room);
        let onTheWire: RoomEvent[] = [];
        let pages: (HistoryPage | ThreadPage)[] = [];
        const root = 2;
        view = { ...view, threads: new Map([[root, emptyThread(root)]]) };
        const write = (event: RoomEvent) => onTheWire.push(event);

        for (const one of steps) {
          const targets = room.log.filter((event) => event.type === "message.created");
          const target = "target" in one ? targets[one.target % targets.length]?.seq : undefined;
          switch (one.do) {
            case "say":
              write(room.say(`m${room.head}`, room.head % 3 === 0 ? me : other));
              break;
            case "edit":
              write(room.add({ type: "message.edited", target, body: `edited at ${room.head}` }));
              break;
            case "delete":
              write(room.remove(target ?? 0));
              break;
            case "reply":
            case "tell": {
              const place = one.do === "tell" ? { inRoom: true } : {};
              const author = room.head % 3 === 0 ? me : other;
              write(room.add({ type: "message.created", body: `r${room.head}`, thread: root, ...place }, author));
              break;
            }
            case "pin":
            case "unpin":
              write(room.add({ type: "message.pinned", target, on: one.do === "pin" }));
              break;
            case "thread":
            case "older": {
              const from = view.threads.get(root)?.from ?? Infinity;
              if (one.do === "older" && !Number.isFinite(from)) break;
              view = beginLoad(view, root, one.do === "older" ? "older" : "load");
              pages.push(room.thread(root, one.do === "older" ? from : null));
              break;
            }
            case "react":
            case "unreact":
              write(room.add({ type: "reaction.set", target, emoji: "👍", on: one.do === "react" }));
              break;
            case "rename":
              write(room.add({ type: "room.renamed", name: `n${room.head}` }));
              break;
            case "join":
              write(room.add({ type: "member.joined", person: other, role: "member" }));
              break;
            case "deliver": {
              const at = onTheWire.length === 0 ? 0 : one.pick % onTheWire.length;
              const batch = onTheWire.slice(at, at + 4);
              if (!one.again) onTheWire = onTheWire.filter((event) => !batch.includes(event));
              view = reduceRoom(view, batch, 0);
              break;
            }
            case "ask": {
              const seq = 1 + (one.around % (room.head + 1));
              pages.push(one.around % 2 === 0 ? room.page({ before: seq }) : room.page({ after: seq }));
              break;
            }
            case "answer": {
              const page = pages[one.pick % Math.max(1, pages.length)];
              if (!page) break;
              pages = pages.filter((each) => each !== page);
              if (!("root" in page)) view = applyPage(view, page).view;
              else view = applyThreadPage(view, page).view;
              break;
            }
            case "reconnect":
              onTheWire = [];
              view = reduceRoom(view, room.welcome({ epoch: "e1", since: view.streamedTo }, one.replayMax), 0);
              break;
            default:
              throw new Error("unknown step");
          }
          if (isInSync(view) && view.head === room.head) expectLiveTrue(view, room);
        }

        view = reduceRoom(view, room.welcome({ epoch: "e1", since: view.streamedTo }), 0);
        expect(isInSync(view)).toBe(true);
        for (let guard = 0; guard < 60 && (liveSegment(view)?.from ?? 1) > 1; guard++) {
          view = applyPage(view, room.page({ before: liveSegment(view)?.from ?? 1 })).view;
        }
        expect(view.segments).toEqual([{ from: 1, to: room.head, asOf: expect.any(Number), stale: false }]);
        expect(new Map([...view.messages].sort(([a], [b]) => a - b))).toEqual(room.timeline());
        for (let guard = 0; guard < 60; guard++) {
          const thread = view.threads.get(root);
          if (thread?.atStart && !thread.stale) break;
          const back = thread?.root && !thread.stale ? thread.from : null;
          view = applyThreadPage(beginLoad(view, root, "load"), room.thread(root, back)).view;
        }
        const truth = [...room.folded().values()];
        expect(view.threads.get(root)?.root).toEqual(room.folded().get(root));
        expect(view.threads.get(root)?.replies).toEqual(truth.filter(({ thread }) => thread === root));
        expect([...view.notices.keys()].sort((a, b) => a - b)).toEqual(
          room.log.filter(({ type }) => /^(room|member)\./.test(type)).map(({ seq }) => seq),
        );
      }),
      { numRuns: 400 },
    );
  });
});
