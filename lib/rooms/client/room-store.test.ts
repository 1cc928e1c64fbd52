import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientId } from "../../platform/ids";
import { LIMITS } from "../protocol";
import { log, me, memoryStorage, page, room, said, setUp } from "../testing/room-store-scene";
import { ApiError } from "./api";

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
