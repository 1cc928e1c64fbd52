import type { ClientId, PersonId, RoomId } from "../../platform/ids";
import { buildPage } from "../core/page";
import type { HistoryPage, RoomEvent, RoomFrame, RoomServerFrame, ThreadPage } from "../protocol";
import { ApiError, type PageQuery } from "../client/api";
import { createOutboxStore, type KeyValueStorage } from "../client/outbox-store";
import { createRoomStore } from "../client/room-store";

export const me = "p-me" as PersonId;
export const ada = "p-ada" as PersonId;
export const room = "01890000-0000-7000-8000-000000000001" as RoomId;
export const meta = {
  roomId: room,
  kind: "channel",
  visibility: "public",
  name: "general",
  topic: "",
  createdBy: me,
  createdAt: 0,
  archivedAt: null,
} as const;

export function memoryStorage(): KeyValueStorage {
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

export const said = (seq: number, body = `m${seq}`, author = ada, clientId = `c${seq}`): RoomEvent =>
  ({ type: "message.created", seq, at: seq * 1_000, author, clientId, body, thread: null }) as RoomEvent;
export const log = (count: number): RoomEvent[] => [
  { type: "room.created", seq: 1, at: 0, author: me, clientId: "c1" as ClientId, meta },
  ...Array.from({ length: count - 1 }, (_, at) => said(at + 2)),
];
export const page = (events: RoomEvent[], from: number, to: number): HistoryPage =>
  buildPage({ from, to }, events.length, events.slice(from - 1, to), []);

export const welcome = (
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

/** A store of one room whose server is the test: what it sends and asks for, and what it is answered. */
export function setUp(storage = memoryStorage()) {
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
