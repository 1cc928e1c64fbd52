import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientId } from "../../platform/ids";
import { buildThreadPage } from "../core/page";
import { LIMITS, type RoomEvent, type ThreadPage } from "../protocol";
import { ada, log, me, room, said, setUp, welcome } from "../testing/room-store-scene";
import { ApiError } from "./api";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

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
