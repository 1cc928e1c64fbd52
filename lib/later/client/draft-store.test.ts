import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { newId, type PersonId, type RoomId } from "../../platform/ids";
import type { KeyValueStorage } from "../../rooms/client/outbox-store";
import type { InboxFrame, InboxServerFrame } from "../../rooms/protocol";
import type { DraftItem } from "../protocol";
import { createDraftStore } from "./draft-store";

const room = newId<RoomId>();
const person = newId<PersonId>();

function memoryStorage(): KeyValueStorage {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    key: (at) => [...held.keys()][at] ?? null,
    get length() {
      return held.size;
    },
  };
}

const item = (body: string, version: number, by = "laptop"): DraftItem => ({
  kind: "draft",
  id: room,
  room,
  thread: null,
  body,
  version,
  at: 0,
  by,
});
const welcome = (later: DraftItem[]): InboxServerFrame => ({
  type: "inbox.welcome",
  v: 1,
  you: person,
  tenantRole: "member",
  rooms: [],
  presence: { person, state: "online", statusText: "", statusEmoji: "", lastSeen: null },
  mode: "auto",
  later,
});

function setUp(storage = memoryStorage()) {
  const sent: InboxFrame[] = [];
  const line = { connected: true };
  const send = (frame: InboxFrame) => line.connected && sent.push(frame) > 0;
  const store = createDraftStore({ storage, tenant: "demo", person, device: "phone", send, now: Date.now });
  const bodies = () => sent.map((frame) => (frame.type === "draft.set" ? frame.body : frame.type));
  return { store, sent, bodies, line, storage };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the drafts of a device", () => {
  it("are there at once and after a reload, and reach the inbox a moment later, once for many keys", () => {
    const { store, bodies, storage } = setUp();
    for (const body of ["h", "he", "hel"]) store.write(room, null, body);
    expect(store.read(room, null)).toBe("hel");
    expect(setUp(storage).store.read(room, null)).toBe("hel");
    expect(bodies()).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(bodies()).toEqual(["hel"]);
  });

  it("are taken away everywhere at once when the message is sent", () => {
    const { store, sent } = setUp();
    store.write(room, 7, "reply");
    store.write(room, 7, "");
    expect(sent).toEqual([{ type: "draft.set", room, thread: 7, body: "", base: 0 }]);
    expect([...store.ids()]).toEqual([]);
  });

  it("wait for the connection, and go out with the welcome", () => {
    const { store, bodies, line } = setUp();
    line.connected = false;
    store.write(room, null, "offline");
    vi.advanceTimersByTime(5_000);
    line.connected = true;
    store.receive([welcome([item("older", 4)])]);
    expect(bodies()).toEqual(["offline"]);
    expect(store.read(room, null)).toBe("offline");
    store.receive([{ type: "later.item", item: item("offline", 5, "phone") }]);
    store.receive([welcome([item("offline", 5, "phone")])]);
    expect(bodies()).toEqual(["offline"]);
  });

  it("follow what other devices write and send, but not under the writer's hands", () => {
    const { store } = setUp();
    const heard = vi.fn();
    store.subscribe(heard);
    store.receive([welcome([item("from the laptop", 4)])]);
    expect(store.read(room, null)).toBe("from the laptop");
    expect([...store.ids()]).toEqual([room]);
    store.write(room, null, "from the laptop, and on");
    store.receive([{ type: "later.item", item: item("the laptop again", 5) }]);
    expect(store.read(room, null)).toBe("from the laptop, and on");
    store.receive([{ type: "later.item", item: item("from the laptop, and on", 6, "phone") }]);
    vi.advanceTimersByTime(6_000);
    store.receive([{ type: "later.gone", kind: "draft", id: room, version: 7 }]);
    expect(store.read(room, null)).toBe("");
    expect(heard).toHaveBeenCalled();
  });

  it("forget what was sent elsewhere while this device slept, and do not believe an old page", () => {
    const { store } = setUp();
    store.receive([welcome([item("sent meanwhile", 4)])]);
    store.receive([welcome([])]);
    expect(store.read(room, null)).toBe("");
    store.seed([item("sent meanwhile", 4)]);
    expect(store.read(room, null)).toBe("");
  });

  it("work where storage is forbidden", () => {
    const refuse = () => {
      throw new Error("denied");
    };
    const storage = { getItem: refuse, setItem: refuse, removeItem: refuse, key: refuse, length: 1 };
    const { store } = setUp(storage as unknown as KeyValueStorage);
    store.write(room, null, "in memory");
    expect(store.read(room, null)).toBe("in memory");
  });
});
