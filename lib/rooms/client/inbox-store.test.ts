import { afterEach, describe, expect, it, vi } from "vitest";
import type { PersonId, RoomId } from "../../platform/ids";
import type { InboxFrame, InboxRoom } from "../protocol";
import { createAnnouncer } from "./announcer";
import { createInboxStore } from "./inbox-store";
import { neighbour, othersIn, sidebarSections } from "./sidebar-order";

const me = "me" as PersonId;
const ada = "ada" as PersonId;
const roomOf = (id: string, part: Partial<InboxRoom> = {}): InboxRoom => ({
  roomId: id as RoomId,
  kind: "channel",
  visibility: "public",
  name: id,
  topic: "",
  createdBy: me,
  createdAt: 0,
  archivedAt: null,
  head: 1,
  unread: 0,
  mentions: 0,
  threads: 0,
  cursor: 0,
  lastMessageAt: null,
  people: [],
  version: 1,
  ...part,
});
const presenceOf = (person: PersonId) => ({
  person,
  state: "online" as const,
  statusText: "",
  statusEmoji: "",
  lastSeen: null,
});

describe("the inbox", () => {
  const setUp = () => {
    const sent: InboxFrame[] = [];
    const store = createInboxStore({ me, rooms: [roomOf("a")], send: (frame) => (sent.push(frame), true) });
    const unread = (id: string) => store.getState().view.rooms.get(id as RoomId)?.unread;
    return { store, ...store.actions, sent, unread };
  };

  it("takes entries in any order and keeps the newest", () => {
    const { receive, unread, store } = setUp();
    receive([{ type: "room.upsert", room: roomOf("a", { unread: 2, version: 9 }) }]);
    receive([{ type: "room.upsert", room: roomOf("a", { unread: 1, version: 8 }) }]);
    expect(unread("a")).toBe(2);
    receive([
      {
        type: "inbox.welcome",
        v: 1,
        you: me,
        tenantRole: "member",
        mode: "auto",
        presence: presenceOf(me),
        rooms: [roomOf("a", { version: 8 }), roomOf("b")],
        later: [],
      },
    ]);
    expect(unread("a")).toBe(2);
    expect(store.getState().view.tenantRole).toBe("member");
    receive([{ type: "you", tenantRole: "admin" }]);
    expect(store.getState().view.tenantRole).toBe("admin");
    receive([{ type: "room.gone", roomId: "a" as RoomId }]);
    expect([...store.getState().view.rooms.keys()]).toEqual(["b"]);
  });

  it("says again what is watched on every connection, and nothing twice", async () => {
    vi.useFakeTimers();
    const { watch, connectionChanged, sent } = setUp();
    watch("sidebar", [ada]);
    watch("members", [ada, me]);
    connectionChanged({ kind: "live" });
    expect(sent[0]).toEqual({ type: "presence.watch", people: [ada, me] });
    watch("members", [me, ada]);
    await vi.advanceTimersByTimeAsync(1_000);
    connectionChanged({ kind: "live" });
    expect(sent.filter(({ type }) => type === "presence.watch")).toHaveLength(2);
    vi.useRealTimers();
  });
});

describe("all rooms read", () => {
  const setUp = () => {
    vi.useFakeTimers();
    const sent: InboxFrame[] = [];
    const rooms = [roomOf("a", { unread: 2, head: 7 }), roomOf("b"), roomOf("c", { unread: 1, head: 3, version: 4 })];
    const store = createInboxStore({ me, rooms, send: (frame) => (sent.push(frame), true) });
    const unread = () => [...store.getState().view.rooms.values()].map((room) => room.unread);
    const reads = () => sent.filter(({ type }) => type === "rooms.read");
    return { ...store.actions, unread, reads };
  };
  afterEach(() => void vi.useRealTimers());

  it("shows at once and tells the rooms when it can no longer be taken back", async () => {
    const { readAll, unread, reads, connectionChanged } = setUp();
    connectionChanged({ kind: "live" });
    expect(readAll(6_000)).toBe(2);
    expect(unread()).toEqual([0, 0, 0]);
    await vi.advanceTimersByTimeAsync(5_999);
    expect(reads()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    const rooms = [
      { room: "a", upTo: 7 },
      { room: "c", upTo: 3 },
    ];
    expect(reads()).toEqual([{ type: "rooms.read", rooms }]);
  });

  it("tells nothing after an undo, and does not undo what a room said meanwhile", async () => {
    const { readAll, undoReadAll, receive, unread, reads, connectionChanged } = setUp();
    connectionChanged({ kind: "live" });
    readAll(6_000);
    receive([{ type: "room.upsert", room: roomOf("c", { unread: 0, version: 5 }) }]);
    undoReadAll();
    expect(unread()).toEqual([2, 0, 0]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reads()).toEqual([]);
  });

  it("waits for the connection, and tells once", async () => {
    const { readAll, reads, connectionChanged } = setUp();
    readAll(6_000);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(reads()).toEqual([]);
    connectionChanged({ kind: "live" });
    connectionChanged({ kind: "live" });
    expect(reads()).toHaveLength(1);
  });
});

describe("the sidebar", () => {
  it("puts unread first within a section, then names; direct messages by the latest", () => {
    const rooms = [
      roomOf("zeta", { unread: 1 }),
      roomOf("alpha"),
      roomOf("beta10"),
      roomOf("beta9"),
      roomOf("gone", { archivedAt: 1 }),
      roomOf("d1", { kind: "dm", lastMessageAt: 1 }),
      roomOf("d2", { kind: "dm", lastMessageAt: 2 }),
    ];
    const sections = sidebarSections(rooms, ({ name }) => name).map(({ id, rooms: list }) => [
      id,
      list.map(({ name }) => name),
    ]);
    expect(sections).toEqual([
      ["channels", ["zeta", "alpha", "beta9", "beta10"]],
      ["groups", []],
      ["direct", ["d2", "d1"]],
    ]);
  });

  it("leaves a muted room in its place, whatever is said there", () => {
    const rooms = [roomOf("alpha"), roomOf("noisy", { unread: 5 }), roomOf("zeta", { unread: 1 })];
    const [channels] = sidebarSections(
      rooms,
      ({ name }) => name,
      ({ name }) => name === "noisy",
    );
    expect(channels?.rooms.map(({ name }) => name)).toEqual(["zeta", "alpha", "noisy"]);
  });

  it("steps to the neighbour, or the next unread one, around the end", () => {
    const list = [roomOf("a"), roomOf("b", { unread: 1 }), roomOf("c")];
    expect(neighbour(list, "c", 1, false)?.roomId).toBe("a");
    expect(neighbour(list, "c", 1, true)?.roomId).toBe("b");
    expect(neighbour(list, "b", 1, true)).toBeNull();
    expect(neighbour(list, null, -1, false)?.roomId).toBe("c");
    expect(neighbour([], null, 1, false)).toBeNull();
  });

  it("names a note to oneself by oneself", () => {
    expect(othersIn({ people: [me, ada] }, me)).toEqual([ada]);
    expect(othersIn({ people: [me] }, me)).toEqual([me]);
  });
});

describe("the announcer", () => {
  it("says each line once, paced, and counts what is too many", async () => {
    vi.useFakeTimers();
    const lines: string[] = [];
    const announcer = createAnnouncer(
      (line) => lines.push(line),
      (count) => `${count} more`,
    );
    for (let i = 0; i < 3; i++) announcer.say(`line ${i}`);
    expect(lines).toEqual(["line 0"]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(lines).toEqual(["line 0", "line 1", "line 2"]);
    for (let i = 0; i < 20; i++) announcer.say(`flood ${i}`);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(lines.slice(3)).toEqual(["20 more"]);
    vi.useRealTimers();
  });
});
