import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RoomServerFrame } from "../protocol";
import { log, me, page, said, setUp, welcome } from "../testing/room-store-scene";
import { ApiError } from "./api";
import { shownIsLive, shownSegment } from "./room-state";
import { myCursor } from "./room-view";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

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
