import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientId, PersonId, RoomId } from "../../platform/ids";
import { buildPage, buildThreadPage } from "../core/page";
import {
  LIMITS,
  type HistoryPage,
  type RoomEvent,
  type RoomFrame,
  type RoomServerFrame,
  type ThreadPage,
} from "../protocol";
import { ApiError, type PageQuery } from "./api";
import { createOutboxStore, type KeyValueStorage } from "./outbox-store";
import { shownIsLive, shownSegment } from "./room-state";
import { createRoomStore } from "./room-store";
import { myCursor } from "./room-view";

const me = "p-me" as PersonId;
const ada = "p-ada" as PersonId;
const room = "01890000-0000-7000-8000-000000000001" as RoomId;
const meta = {
  roomId: room,
  kind: "channel",
  visibility: "public",
  name: "general",
  topic: "",
  createdBy: me,
  createdAt: 0,
  archivedAt: null,
} as const;

function memoryStorage(): KeyValueStorage {
  const map = new Map<string, string>();
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    key: (at) => [...map.keys()][at] ?? null,
    get length() {
      return map.size;
    },
  };
}

const said = (seq: number, body = `m${seq}`, author = ada, clientId = `c${seq}`): RoomEvent =>
  ({ type: "message.created", seq, at: seq * 1_000, author, clientId, body, thread: null }) as RoomEvent;
const log = (count: number): RoomEvent[] => [
  { type: "room.created", seq: 1, at: 0, author: me, clientId: "c1" as ClientId, meta },
  ...Array.from({ length: count - 1 }, (_, at) => said(at + 2)),
];
const page = (events: RoomEvent[], from: number, to: number): HistoryPage =>
  buildPage({ from, to }, events.length, events.slice(from - 1, to), []);

const welcome = (
  events: RoomEvent[],
  options: { from?: number; cursor?: number; version?: number } = {},
): RoomServerFrame => ({
  type: "welcome",
  v: 1,
  epoch: "e1",
  head: events.length,
  you: { person: me, role: "member", tenantRole: "member" },
  meta,
  members: [],
  cursors: [{ person: me, upTo: options.cursor ?? events.length, version: options.version ?? 1 }],
  unread: events.length - (options.cursor ?? events.length),
  catchUp: { kind: "fresh", page: page(events, options.from ?? 1, events.length) },
});

function setUp(storage = memoryStorage()) {
  const sent: RoomFrame[] = [];
  const asked: (PageQuery | null)[] = [];
  let answer: (query: PageQuery | null) => HistoryPage | Promise<HistoryPage> = () =>
    Promise.reject(new ApiError("network", "down"));
  const threadsAsked: [number, number | null][] = [];
  let threadAnswer: (root: number, before: number | null) => ThreadPage | Promise<ThreadPage> = () =>
    Promise.reject(new ApiError("network", "down"));
  let ids = 0;
  const outbox = createOutboxStore(storage, "demo", me);
  const store = createRoomStore({
    room,
    me,
    meta: null,
    outbox,
    send: (frame) => (sent.push(frame), true),
    loadPage: async (query) => (asked.push(query), answer(query)),
    loadThread: async (root, before) => (threadsAsked.push([root, before]), threadAnswer(root, before)),
    loadMessage: () => Promise.reject(new ApiError("not_found", "no")),
    now: Date.now,
    newClientId: () => `01890000-0000-7000-8000-0000000001${String(++ids).padStart(2, "0")}` as ClientId,
  });
  const goLive = (events: RoomEvent[], options?: { from?: number; cursor?: number; version?: number }) => {
    store.actions.receive([welcome(events, options)]);
    store.actions.connectionChanged({ kind: "live" });
  };
  const ofType = <Type extends RoomFrame["type"]>(type: Type) =>
    sent.filter((frame): frame is Extract<RoomFrame, { type: Type }> => frame.type === type);
  return {
    store,
    ...store.actions,
    sent,
    asked,
    outbox,
    storage,
    goLive,
    ofType,
    threadsAsked,
    answerWith: (fn: typeof answer) => (answer = fn),
    answerThreadsWith: (fn: typeof threadAnswer) => (threadAnswer = fn),
  };
}

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

describe("history without a socket", () => {
  it("comes over HTTP when the socket takes long, once, and again with each failed attempt", async () => {
    const { store, connectionChanged, asked, answerWith, goLive } = setUp();
    const shown = () => store.getState().view.messages.size;
    connectionChanged({ kind: "connecting" });
    await vi.advanceTimersByTimeAsync(900);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toEqual([null]);
    expect(shown()).toBe(0);
    const events = log(30);
    answerWith(() => page(events, 1, 30));
    connectionChanged({ kind: "waiting", untilMs: Date.now() + 500 });
    await vi.advanceTimersByTimeAsync(0);
    expect(shown()).toBe(29);
    connectionChanged({ kind: "connecting" });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toEqual([null, null]);
    goLive(log(31));
    expect(shown()).toBe(30);
  });

  it("is not asked for when the socket is in time, and shows nothing of a room one is not in", async () => {
    const inTime = setUp();
    inTime.connectionChanged({ kind: "connecting" });
    inTime.goLive(log(3));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(inTime.asked).toEqual([]);

    const gone = setUp();
    gone.answerWith(() => Promise.reject(new ApiError("not_found", "There is no such room.")));
    gone.connectionChanged({ kind: "waiting", untilMs: Date.now() + 500 });
    await vi.advanceTimersByTimeAsync(0);
    expect(gone.store.getState().view.gone).toBe(true);
  });
});

describe("sending", () => {
  it("takes uploaded files along, also when the page was loaded anew before it went out", () => {
    const storage = memoryStorage();
    const file = {
      id: "01890000-0000-7000-8000-0000000000f1",
      name: "a.png",
      type: "image/png",
      size: 3,
      width: 1,
      height: 2,
    };
    const early = setUp(storage);
    early.store.actions.write("", [{ file, token: "signed" }]);
    early.store.actions.write("only words");
    const { store, goLive, ofType } = setUp(storage);
    expect(store.getState().view.pending.map(({ files }) => files)).toEqual([[{ file, token: "signed" }], []]);
    goLive(log(3));
    const [first] = ofType("message.send");
    expect(first).toMatchObject({ body: "", files: ["signed"] });
    store.actions.receive([
      {
        type: "message.created",
        seq: 4,
        at: 1,
        author: me,
        clientId: first?.clientId as ClientId,
        body: "",
        thread: null,
        files: [file],
      },
    ]);
    expect(store.getState().view.messages.get(4)?.files).toEqual([file]);
    expect(ofType("message.send")[1]).toEqual({
      type: "message.send",
      clientId: expect.any(String),
      body: "only words",
    });
    store.actions.receive([
      { type: "message.deleted", seq: 5, at: 1, author: me, clientId: "d" as ClientId, target: 4 },
    ]);
    expect(store.getState().view.messages.get(4)?.files).toEqual([]);
  });

  it("shows at once, goes out in order one at a time, and leaves the outbox when acknowledged", () => {
    const { store, write, receive, goLive, ofType, outbox } = setUp();
    write("one");
    write("two");
    expect(outbox.list(room).map(({ body }) => body)).toEqual(["one", "two"]);
    goLive(log(3));
    expect(ofType("message.send")).toMatchObject([{ body: "one" }]);
    const [one] = store.getState().view.pending;
    if (!one) throw new Error("Expected a waiting message");
    receive([{ type: "ack", clientId: one.clientId, seq: 4, at: 1 }]);
    expect(ofType("message.send")).toMatchObject([{ body: "one" }, { body: "two" }]);
    expect(outbox.list(room).map(({ body }) => body)).toEqual(["two"]);
    receive([said(4, "one", me, one.clientId)]);
    expect(store.getState().view.pending.map(({ body }) => body)).toEqual(["two"]);
  });

  it("sends again under the same id after a cut, and after a reload", () => {
    const first = setUp();
    first.goLive(log(3));
    first.write("kept");
    first.connectionChanged({ kind: "waiting", untilMs: 0 });
    first.connectionChanged({ kind: "live" });
    const ids = first.ofType("message.send").map((frame) => "clientId" in frame && frame.clientId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);

    const reloaded = setUp(first.storage);
    reloaded.goLive(log(3));
    expect(reloaded.ofType("message.send")).toMatchObject([{ body: "kept", clientId: ids[0] }]);
  });

  it("waits as long as the room asks, and holds the later ones back", async () => {
    const { store, write, receive, goLive, ofType } = setUp();
    goLive(log(3));
    write("fast");
    write("later");
    const [fast] = store.getState().view.pending;
    receive([
      { type: "rejected", clientId: fast?.clientId ?? null, code: "rate_limited", message: "", retryAfterMs: 900 },
    ]);
    expect(ofType("message.send")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(950);
    expect(ofType("message.send")).toMatchObject([{ body: "fast" }, { body: "fast" }]);
  });

  it("keeps what was refused until it is sent again or discarded", () => {
    const { store, write, retry, discard, receive, goLive, outbox, ofType } = setUp();
    goLive(log(3));
    write("no");
    const id = store.getState().view.pending[0]?.clientId as ClientId;
    receive([{ type: "rejected", clientId: id, code: "conflict", message: "" }]);
    expect(store.getState().view.pending).toMatchObject([{ state: "failed", code: "conflict" }]);
    expect(store.getState().refusal).toBeNull();
    retry(id);
    expect(ofType("message.send")).toHaveLength(2);
    discard(id);
    expect(store.getState().view.pending).toEqual([]);
    expect(outbox.list(room)).toEqual([]);
  });
});

describe("the stream", () => {
  it("is acknowledged every so many events, or after a while", async () => {
    const { receive, goLive, ofType } = setUp();
    const events = log(LIMITS.ackEveryEvents + 40);
    goLive(events.slice(0, 2));
    expect(ofType("ack")).toEqual([]);
    receive(events.slice(2, LIMITS.ackEveryEvents + 2));
    expect(ofType("ack")).toEqual([{ type: "ack", seq: LIMITS.ackEveryEvents + 2 }]);
    receive(events.slice(LIMITS.ackEveryEvents + 2));
    await vi.advanceTimersByTimeAsync(LIMITS.ackEveryMs);
    expect(ofType("ack").at(-1)).toEqual({ type: "ack", seq: events.length });
  });

  it("is resumed when the room says we lag, and when something stays missing", async () => {
    const lagging = setUp();
    lagging.goLive(log(3));
    lagging.receive([{ type: "lagging", head: 900 }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(lagging.ofType("resume")).toEqual([{ type: "resume", epoch: "e1", since: 3 }]);

    const missing = setUp();
    missing.goLive(log(3));
    missing.receive([said(5)]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(missing.ofType("resume")).toEqual([{ type: "resume", epoch: "e1", since: 3 }]);
    missing.receive([said(4)]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(missing.ofType("resume")).toHaveLength(1);
  });
});

describe("reading", () => {
  it("keeps the unread line until the reader leaves, and shows one for what came while away", () => {
    const { store, goLive, enter, away, receive, markRead, ofType } = setUp();
    enter();
    goLive(log(5), { cursor: 3 });
    expect(store.getState().readUpTo).toBe(3);
    markRead(5);
    expect(store.getState().readUpTo).toBe(3);
    vi.advanceTimersByTime(300);
    expect(ofType("read.set").at(-1)).toEqual({ type: "read.set", upTo: 5, version: 1 });
    away();
    receive([said(6)]);
    enter();
    expect(store.getState().readUpTo).toBe(5);
    expect(myCursor(store.getState().view)).toBe(5);
    markRead(6);
    away();
    enter();
    receive([said(7)]);
    expect(store.getState().readUpTo).toBeNull();
  });

  it("reads nothing before the room has said where the reader was", () => {
    const { store, goLive, enter, markRead, ofType } = setUp();
    enter();
    markRead(5);
    goLive(log(5), { cursor: 3 });
    vi.advanceTimersByTime(300);
    expect(store.getState().readUpTo).toBe(3);
    expect(ofType("read.set")).toEqual([]);
    markRead(5);
    vi.advanceTimersByTime(300);
    expect(ofType("read.set")).toHaveLength(1);
  });

  it("reads back page by page, and says when it failed", async () => {
    const { store, goLive, loadOlder, asked, answerWith } = setUp();
    const events = log(30);
    goLive(events, { from: 21 });
    await loadOlder();
    expect(store.getState().older).toBe("failed");
    answerWith((query) => page(events, 11, query && "before" in query ? query.before - 1 : 0));
    await loadOlder();
    expect(asked).toEqual([{ before: 21 }, { before: 21 }]);
    expect(store.getState().older).toBe("idle");
    expect(shownSegment(store.getState())).toMatchObject({ from: 11, to: 30 });
  });

  it("shows a place in the past, and is back on the stream when the pages meet", async () => {
    const { store, goLive, jumpTo, loadNewer, answerWith } = setUp();
    const events = log(40);
    goLive(events, { from: 31 });
    answerWith(() => page(events, 11, 20));
    await jumpTo(15);
    expect(store.getState().target).toMatchObject({ seq: 15, mark: true });
    expect(shownSegment(store.getState())).toMatchObject({ from: 11, to: 20 });
    expect(shownIsLive(store.getState())).toBe(false);
    answerWith(() => page(events, 21, 32));
    await loadNewer();
    expect(shownIsLive(store.getState())).toBe(true);
    expect(shownSegment(store.getState())).toMatchObject({ from: 11, to: 40 });
  });

  it("reads the shown place again when a gap made it untrue", async () => {
    const { store, goLive, jumpTo, receive, asked, answerWith } = setUp();
    const events = log(40);
    goLive(events, { from: 31 });
    answerWith(() => page(events, 11, 20));
    await jumpTo(15);
    const later = log(900);
    answerWith(() => page(later, 11, 20));
    const gap: RoomServerFrame = {
      ...(welcome(later, { from: 880 }) as Extract<RoomServerFrame, { type: "welcome" }>),
    };
    receive([gap]);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.at(-1)).toEqual({ around: 15 });
    expect(shownSegment(store.getState())).toMatchObject({ from: 11, to: 20, stale: false });
  });

  it("knows the room is gone when the server does not know it", async () => {
    const { store, goLive, loadOlder, answerWith } = setUp();
    goLive(log(30), { from: 21 });
    answerWith(() => Promise.reject(new ApiError("not_found", "No such room.")));
    await loadOlder();
    expect(store.getState().view.gone).toBe(true);
  });
});

describe("reactions and typing", () => {
  it("toggles at once and says when it was refused", () => {
    const { store, goLive, react, receive, ofType } = setUp();
    goLive(log(3));
    react(2, "👍");
    react(2, "👍");
    expect(ofType("reaction.set")).toMatchObject([{ on: true }, { on: false }]);
    const wish = store.getState().view.pendingReactions[0];
    receive([{ type: "rejected", clientId: wish?.clientId ?? null, code: "rate_limited", message: "" }]);
    expect(store.getState()).toMatchObject({ view: { pendingReactions: [] }, refusal: { code: "rate_limited" } });
  });

  it("says at most one typing in its time, and that it stopped", () => {
    const { goLive, typing, ofType } = setUp();
    goLive(log(3));
    typing(false);
    typing(true);
    typing(true);
    vi.advanceTimersByTime(LIMITS.typingEveryMs);
    typing(true);
    typing(false);
    expect(ofType("typing.set").map((frame) => "on" in frame && frame.on)).toEqual([true, true, false]);
  });
});

describe("changing what I said", () => {
  const mine = [...log(4), said(5, "old", me)];
  const change = (
    type: "message.edited" | "message.deleted",
    seq: number,
    clientId: string,
    part: object = {},
  ): RoomEvent => ({ type, seq, at: seq, author: me, clientId, target: 5, ...part }) as RoomEvent;

  it("shows a change at once, sends it again after a cut under the same id, and settles it by its event", () => {
    const { store, goLive, edit, ofType, receive, connectionChanged } = setUp();
    goLive(mine);
    edit(5, "new");
    const [wish] = store.getState().view.pendingChanges;
    expect(wish).toMatchObject({ kind: "edit", body: "new", version: 5, state: "sending" });
    connectionChanged({ kind: "connecting" });
    connectionChanged({ kind: "live" });
    const sent = ofType("message.edit");
    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual(sent[1]);
    receive([change("message.edited", 6, wish?.clientId ?? "", { body: "new" })]);
    expect(store.getState().view.pendingChanges).toEqual([]);
    expect(store.getState().view.messages.get(5)).toMatchObject({ body: "new", version: 6 });
  });

  it("lets a second edit begin from the first one", () => {
    const { store, goLive, edit, ofType, receive } = setUp();
    goLive(mine);
    edit(5, "one");
    edit(5, "two");
    expect(ofType("message.edit")).toHaveLength(1);
    receive([change("message.edited", 6, store.getState().view.pendingChanges[0]?.clientId ?? "", { body: "one" })]);
    expect(ofType("message.edit").at(-1)).toMatchObject({ body: "two", version: 6 });
  });

  it("keeps the writer's text when another device was first, and overwrites only when asked again", () => {
    const { store, goLive, edit, ofType, receive, retryChange, dropChange } = setUp();
    goLive(mine);
    receive([change("message.edited", 6, "elsewhere", { body: "newer" })]);
    edit(5, "older", 5);
    const id = store.getState().view.pendingChanges[0]?.clientId as ClientId;
    receive([{ type: "rejected", clientId: id, code: "conflict", message: "", param: "version" }]);
    expect(store.getState().view.pendingChanges).toMatchObject([{ state: "failed", outdated: true, body: "older" }]);
    expect(store.getState().view.messages.get(5)?.body).toBe("newer");
    expect(store.getState().refusal).toBeNull();
    retryChange(id);
    expect(ofType("message.edit").at(-1)).toMatchObject({ clientId: id, version: 6, body: "older" });
    dropChange(id);
    expect(store.getState().view.pendingChanges).toEqual([]);
  });

  it("waits after a passing refusal and forgets a deletion somebody else made", () => {
    const { store, goLive, remove, ofType, receive } = setUp();
    goLive(mine);
    remove(5);
    const id = store.getState().view.pendingChanges[0]?.clientId as ClientId;
    receive([{ type: "rejected", clientId: id, code: "rate_limited", message: "", retryAfterMs: 500 }]);
    expect(ofType("message.delete")).toHaveLength(1);
    vi.advanceTimersByTime(600);
    expect(ofType("message.delete")).toHaveLength(2);
    receive([{ type: "rejected", clientId: id, code: "not_found", message: "" }]);
    expect(store.getState().view.pendingChanges).toEqual([]);
  });
});

describe("mark unread", () => {
  it("goes back at once, is said until the room has it, and is not undone by reading on", () => {
    const { store, goLive, enter, away, markUnread, markRead, receive, connectionChanged, ofType } = setUp();
    enter();
    goLive(log(6));
    markUnread(4);
    expect(myCursor(store.getState().view)).toBe(3);
    expect(store.getState().readUpTo).toBe(3);
    connectionChanged({ kind: "connecting" });
    connectionChanged({ kind: "live" });
    expect(ofType("unread.set")).toEqual([
      { type: "unread.set", from: 4 },
      { type: "unread.set", from: 4 },
    ]);
    receive([{ type: "cursor", person: me, upTo: 3, version: 2 }]);
    markRead(6);
    expect(myCursor(store.getState().view)).toBe(3);
    away();
    enter();
    markRead(6);
    vi.advanceTimersByTime(300);
    expect(ofType("read.set").at(-1)).toEqual({ type: "read.set", upTo: 6, version: 2 });
    connectionChanged({ kind: "connecting" });
    connectionChanged({ kind: "live" });
    expect(ofType("unread.set")).toHaveLength(2);
  });

  it("on another device holds here too, and a late word changes nothing", () => {
    const { store, goLive, enter, markRead, receive } = setUp();
    enter();
    goLive(log(6), { version: 4 });
    receive([{ type: "cursor", person: me, upTo: 2, version: 5 }]);
    markRead(6);
    expect(myCursor(store.getState().view)).toBe(2);
    receive([{ type: "cursor", person: me, upTo: 6, version: 4 }]);
    expect(myCursor(store.getState().view)).toBe(2);
    receive([{ type: "cursor", person: me, upTo: 5, version: 6 }]);
    expect(myCursor(store.getState().view)).toBe(5);
  });
});

describe("a thread", () => {
  const reply = (seq: number, author = ada): RoomEvent => ({ ...said(seq, `r${seq}`, author), thread: 2 }) as RoomEvent;
  const events = [...log(3), ...Array.from({ length: 8 }, (_, at) => reply(at + 4))];
  const threadPage = (all: RoomEvent[], before: number | null, upTo = 3): ThreadPage => {
    const created = all.filter((event) => event.type === "message.created");
    const root = created.find(({ seq }) => seq === 2);
    if (!root) throw new Error("No root");
    const found = created.filter(({ seq, thread }) => thread === 2 && seq < (before ?? Infinity)).toReversed();
    const page = buildThreadPage(root, found.slice(0, 6), all, { head: all.length, before, limit: 5 });
    return { ...page, reading: { root: 2, following: true, upTo, version: 1 } };
  };

  it("is paged back to the reply asked for, follows the stream, and has its own line and cursor", async () => {
    const { store, goLive, openThread, answerThreadsWith, threadsAsked, receive, markThreadRead, ofType } = setUp();
    goLive(events);
    const now = () => store.getState().view.threads.get(2);
    answerThreadsWith((_root, before) => threadPage(events, before));
    await openThread(2, 4);
    expect(threadsAsked).toEqual([
      [2, null],
      [2, 7],
    ]);
    expect(now()).toMatchObject({ atStart: true, load: "idle", following: true, upTo: 3, readUpTo: 3 });
    receive([reply(12, me)]);
    expect(now()?.replies.map(({ seq }) => seq)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(now()?.root?.replies).toMatchObject({ count: 9, lastSeq: 12 });
    expect(store.getState().view.messages.has(12)).toBe(false);
    markThreadRead(2);
    vi.advanceTimersByTime(300);
    expect(ofType("thread.read")).toEqual([{ type: "thread.read", root: 2, upTo: 12 }]);
    receive([{ type: "thread", root: 2, following: true, upTo: 12, version: 2 }]);
    expect(now()).toMatchObject({ upTo: 12, readUpTo: 3 });
  });

  it("takes in what came while its page was on the way", async () => {
    const { store, goLive, openThread, answerThreadsWith, receive } = setUp();
    goLive(events);
    answerThreadsWith(() => {
      receive([reply(12)]);
      return threadPage(events, null);
    });
    await openThread(2);
    expect(
      store
        .getState()
        .view.threads.get(2)
        ?.replies.map(({ seq }) => seq),
    ).toEqual([7, 8, 9, 10, 11, 12]);
  });

  it("says when it failed, and that there is none", async () => {
    const { store, goLive, openThread, answerThreadsWith } = setUp();
    goLive(events);
    await openThread(2);
    expect(store.getState().view.threads.get(2)).toMatchObject({ load: "failed", missing: false });
    answerThreadsWith(() => Promise.reject(new ApiError("not_found", "no")));
    await openThread(2);
    expect(store.getState().view.threads.get(2)).toMatchObject({ load: "failed", missing: true });
  });

  it("is read again after a gap", async () => {
    const { store, goLive, openThread, answerThreadsWith, receive, threadsAsked } = setUp();
    goLive(events);
    answerThreadsWith((_root, before) => threadPage(events, before));
    await openThread(2);
    const later = [...events, ...Array.from({ length: 600 }, (_, at) => said(at + 12)), reply(612)];
    answerThreadsWith((_root, before) => threadPage(later, before));
    receive([welcome(later, { from: 600 })]);
    await vi.advanceTimersByTimeAsync(0);
    expect(threadsAsked).toHaveLength(2);
    expect(store.getState().view.threads.get(2)).toMatchObject({ stale: false });
    expect(store.getState().view.threads.get(2)?.replies.at(-1)?.seq).toBe(612);
  });

  it("sends my reply under the thread, keeps it in the outbox, and stays out of the room", () => {
    const { store, goLive, reply: write, ofType, outbox } = setUp();
    goLive(events);
    write(2, "hello", { alsoInRoom: true });
    expect(ofType("message.send")).toMatchObject([{ body: "hello", thread: 2, alsoInRoom: true }]);
    expect(outbox.list(room)).toMatchObject([{ thread: 2, alsoInRoom: true }]);
    expect(store.getState().view.pending).toMatchObject([{ thread: 2, alsoInRoom: true }]);
  });
});
