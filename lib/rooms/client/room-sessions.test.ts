import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientId, PersonId, RoomId } from "../../platform/ids";
import type { RoomsApi } from "./api";
import { createOutboxStore } from "./outbox-store";
import { createRoomSessions } from "./room-sessions";

const me = "p-me" as PersonId;
const roomNo = (at: number) => `01890000-0000-7000-8000-0000000000${String(at).padStart(2, "0")}` as RoomId;

class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  readyState = 0;
  binaryType = "blob";
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.all.push(this);
  }
  send(): void {}
  close(): void {
    this.readyState = 3;
  }
}

function setUp() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (at: number) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
  const outbox = createOutboxStore(storage, "demo", me);
  const api = {
    roomTicket: async (room: RoomId) => ({ ticket: "t", url: `ws://x.test/ws/rooms/${room}`, protocol: "parlor.v1" }),
  } as unknown as RoomsApi;
  const sessions = createRoomSessions({ api, me, outbox });
  const open = () =>
    FakeSocket.all.filter(({ readyState }) => readyState !== 3).map(({ url }) => url.split("/").at(-1)?.split("?")[0]);
  return { sessions, outbox, open };
}

const unsent = (id: number) => ({ clientId: roomNo(id) as unknown as ClientId, body: "later", at: 1 });

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  vi.stubGlobal("WebSocket", FakeSocket);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the rooms of a page", () => {
  it("keep one store each, and open nothing while rendering", async () => {
    const { sessions, open } = setUp();
    expect(sessions.get(roomNo(1))).toBe(sessions.get(roomNo(1)));
    await vi.advanceTimersByTimeAsync(10);
    expect(open()).toEqual([]);
  });

  it("keep the sockets of the last few, and the stores of those before", async () => {
    const { sessions, open } = setUp();
    const first = sessions.get(roomNo(1));
    for (let at = 1; at <= 6; at++) {
      sessions.connect(roomNo(at));
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(open()).toEqual([3, 4, 5, 6].map(roomNo));
    expect(sessions.get(roomNo(1))).toBe(first);
    sessions.closeAll();
    expect(open()).toEqual([]);
  });

  it("open a room that has something unsent without being asked, and never cut it off", async () => {
    const { sessions, outbox, open } = setUp();
    outbox.add(roomNo(9), unsent(1));
    sessions.sendUnsent();
    for (let at = 1; at <= 6; at++) {
      sessions.connect(roomNo(at));
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(open()).toContain(roomNo(9));
    expect(sessions.get(roomNo(9)).getState().view.pending).toMatchObject([{ body: "later", state: "queued" }]);
  });

  it("start clean after the room was forgotten", () => {
    const { sessions } = setUp();
    const before = sessions.get(roomNo(1));
    sessions.forget(roomNo(1));
    expect(sessions.get(roomNo(1))).not.toBe(before);
  });

  it("know which of them can show nothing more", () => {
    const { sessions } = setUp();
    expect(sessions.isOver(roomNo(1))).toBe(true);
    const { actions } = sessions.get(roomNo(1));
    expect(sessions.isOver(roomNo(1))).toBe(false);
    actions.connectionChanged({ kind: "ended", reason: "gone" });
    expect(sessions.isOver(roomNo(1))).toBe(true);
  });
});

describe("the outbox", () => {
  it("survives what it cannot read, and storage that refuses", () => {
    const broken = createOutboxStore(
      {
        getItem: () => "{not json",
        setItem: () => {
          throw new Error("full");
        },
        removeItem: () => undefined,
        key: () => null,
        length: 1,
      },
      "demo",
      me,
    );
    broken.add(roomNo(1), unsent(1));
    expect(broken.list(roomNo(1))).toEqual([]);
    expect(broken.rooms()).toEqual([]);
    expect(createOutboxStore(null, "demo", me).list(roomNo(1))).toEqual([]);
  });

  it("keeps people and tenants apart", () => {
    const { outbox } = setUp();
    outbox.add(roomNo(1), unsent(1));
    expect(outbox.rooms()).toEqual([roomNo(1)]);
    outbox.remove(roomNo(1), unsent(1).clientId);
    expect(outbox.rooms()).toEqual([]);
  });
});
