import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CLOSE } from "../protocol";
import type { ConnectionState } from "./connection";
import { endOf, openLiveSocket, TicketRefused, type LiveSocketDeps } from "./live-socket";

class FakeSocket extends EventTarget {
  static opened: FakeSocket[] = [];
  readyState = 0;
  binaryType = "blob";
  bufferedAmount = 0;
  sent: string[] = [];
  readonly url: string;
  readonly protocols: string[];
  constructor(url: string, protocols: string[]) {
    super();
    this.url = url;
    this.protocols = protocols;
    FakeSocket.opened.push(this);
  }
  send(data: string): void {
    this.sent.push(data);
  }
  close(code = 1000): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason: "" }));
  }
  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }
  says(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data: typeof data === "string" ? data : JSON.stringify(data) }));
  }
}

const latest = (): FakeSocket => {
  const socket = FakeSocket.opened.at(-1);
  if (!socket) throw new Error("No socket was opened");
  return socket;
};

function setUp(deps: Partial<LiveSocketDeps> = {}) {
  const states: ConnectionState[] = [];
  const frames: unknown[] = [];
  let tickets = 0;
  const socket = openLiveSocket({
    ticket: async () => ({ ticket: `t${++tickets}`, url: "ws://x.test/ws/rooms/r", protocol: "parlor.v1" }),
    query: () => ({ v: "1" }),
    onFrames: (batch) => frames.push(...batch),
    onState: (state) => states.push(state),
    WebSocket: FakeSocket,
    random: () => 1,
    ...deps,
  });
  return { socket, states, frames, kinds: () => states.map(({ kind }) => kind) };
}

beforeEach(() => {
  FakeSocket.opened = [];
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const connect = async () => {
  await vi.advanceTimersByTimeAsync(0);
  latest().open();
  latest().says([{ type: "welcome" }]);
};

describe("a live socket", () => {
  it("shows one ticket in the subprotocol and is live from the first frames on", async () => {
    const { kinds, frames, socket } = setUp();
    expect(socket.send({ type: "x" })).toBe(false);
    await connect();
    expect(FakeSocket.opened).toHaveLength(1);
    expect(latest()).toMatchObject({ url: "ws://x.test/ws/rooms/r?v=1", protocols: ["parlor.v1", "ticket.t1"] });
    expect(kinds().at(-1)).toBe("live");
    expect(frames).toEqual([{ type: "welcome" }]);
    expect(socket.send({ type: "x" })).toBe(true);
    expect(latest().sent).toEqual(['{"type":"x"}']);
  });

  it("takes a fresh ticket for every attempt and says how long it waits, longer each time", async () => {
    const { states } = setUp();
    await connect();
    const waits: number[] = [];
    for (let i = 0; i < 3; i++) {
      latest().close(1006);
      const state = states.at(-1);
      if (state?.kind !== "waiting") throw new Error(`Expected to wait, was ${state?.kind}`);
      waits.push(state.untilMs - Date.now());
      await vi.advanceTimersByTimeAsync(state.untilMs - Date.now());
    }
    expect(waits).toEqual([500, 1_000, 2_000]);
    expect(FakeSocket.opened.map(({ protocols }) => protocols[1])).toEqual([
      "ticket.t1",
      "ticket.t2",
      "ticket.t3",
      "ticket.t4",
    ]);
  });

  it("begins again at the shortest wait after it was live", async () => {
    const { states } = setUp();
    await connect();
    latest().close(1006);
    await vi.advanceTimersByTimeAsync(500);
    latest().open();
    latest().says([{ type: "welcome" }]);
    latest().close(1012);
    expect(states.at(-1)).toEqual({ kind: "waiting", untilMs: Date.now() + 500 });
  });

  it.each([
    [CLOSE.notMember, "gone"],
    [CLOSE.suspended, "suspended"],
    [CLOSE.sessionEnded, "signed_out"],
    [CLOSE.protocolTooOld, "outdated"],
  ] as const)("ends at close code %i as %s and opens nothing more", async (code, reason) => {
    const { states } = setUp();
    await connect();
    latest().close(code);
    expect(states.at(-1)).toEqual({ kind: "ended", reason });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(FakeSocket.opened).toHaveLength(1);
  });

  it("tries a refused ticket anew, but not for ever", () => {
    expect([1, 2, 3].map((refusals) => endOf(CLOSE.unauthenticated, refusals))).toEqual([null, null, "signed_out"]);
    expect([1000, 1006, CLOSE.restart].map((code) => endOf(code, 0))).toEqual([null, null, null]);
  });

  it("ends when there will be no ticket, and goes on when there is none now", async () => {
    const ended = setUp({ ticket: () => Promise.reject(new TicketRefused("gone")) });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ended.states.at(-1)).toEqual({ kind: "ended", reason: "gone" });

    let asked = 0;
    const waiting = setUp({ ticket: () => Promise.reject(new Error(`down ${++asked}`)) });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(waiting.kinds()).toContain("waiting");
    expect(asked).toBeGreaterThan(3);
    expect(FakeSocket.opened).toHaveLength(0);
  });

  it("replaces a connection that does not answer a ping", async () => {
    setUp();
    await connect();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(latest().sent).toEqual(["ping"]);
    latest().says("pong");
    await vi.advanceTimersByTimeAsync(25_000);
    expect(FakeSocket.opened).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_010);
    expect(FakeSocket.opened).toHaveLength(2);
  });

  it("pings every 25 seconds however much is said, and takes any word for a sign of life", async () => {
    setUp();
    await connect();
    for (let second = 0; second < 60; second++) {
      await vi.advanceTimersByTimeAsync(1_000);
      latest().says([{ type: "typing" }]);
    }
    expect(latest().sent).toEqual(["ping", "ping"]);
    await vi.advanceTimersByTimeAsync(15_010);
    expect(latest().sent).toEqual(["ping", "ping", "ping"]);
    expect(FakeSocket.opened).toHaveLength(1);
  });

  it("says offline when the browser does, and comes back at once when the network does", async () => {
    let online = true;
    let changed = () => {};
    const { states } = setUp({ page: { onLine: () => online, subscribe: (call) => ((changed = call), () => {}) } });
    await connect();
    online = false;
    changed();
    await vi.advanceTimersByTimeAsync(3_010);
    expect(FakeSocket.opened).toHaveLength(2);
    latest().close(1006);
    expect(states.at(-1)).toEqual({ kind: "offline" });
    online = true;
    changed();
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeSocket.opened).toHaveLength(3);
  });

  it("is silent after it was closed", async () => {
    const { socket, states } = setUp();
    await connect();
    socket.close();
    const count = states.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states).toHaveLength(count);
    expect(FakeSocket.opened).toHaveLength(1);
  });
});
