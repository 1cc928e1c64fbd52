import { expect, it } from "vitest";
import type { RoomId } from "../../platform/ids";
import type { FollowedThread, MessageView } from "../protocol";
import type { RoomsApi } from "./api";
import { agreesWith, createFollowedStore, readUpToOf } from "./followed-threads";

const room = "00000000-0000-7000-8000-000000000001" as RoomId;
const thread = (seq: number, unread = 0): FollowedThread => ({
  roomId: room,
  root: { seq, replies: { count: 2, lastAt: 1, lastSeq: seq + 6, people: [] } } as Partial<MessageView> as MessageView,
  unread,
  lastAt: 1,
});
type Page = Awaited<ReturnType<RoomsApi["threads"]>>;

function answering(...pages: (Page | Error)[]) {
  const asked: (string | null)[] = [];
  const store = createFollowedStore({
    threads: async (cursor) => {
      asked.push(cursor);
      const page = pages.shift();
      if (!page || page instanceof Error) throw page ?? new Error("asked too often");
      return page;
    },
  });
  return { store, asked };
}

it("loads page after page, each thread once", async () => {
  const { store, asked } = answering(
    { threads: [thread(1), thread(2)], nextCursor: "b" },
    { threads: [thread(2), thread(3)], nextCursor: null },
  );
  await store.refresh();
  await store.loadMore();
  await store.loadMore();
  expect(store.getState().threads?.map(({ root }) => root.seq)).toEqual([1, 2, 3]);
  expect(asked).toEqual([null, "b"]);
});

it("keeps what it has when a later load fails, and says so", async () => {
  const { store } = answering({ threads: [thread(1)], nextCursor: "b" }, new Error("no"), new Error("no"));
  await store.refresh();
  await store.loadMore();
  expect(store.getState()).toMatchObject({ more: "failed", load: "idle" });
  await store.refresh();
  expect(store.getState().load).toBe("failed");
  expect(store.getState().threads).toHaveLength(1);
});

it("forgets the answer to an earlier question", async () => {
  let first: ((page: Page) => void) | undefined;
  const pages = [
    new Promise<Page>((resolve) => (first = resolve)),
    Promise.resolve({ threads: [thread(2)], nextCursor: null }),
  ];
  const store = createFollowedStore({ threads: () => pages.shift() ?? Promise.reject(new Error("asked too often")) });
  const early = store.refresh();
  await store.refresh();
  first?.({ threads: [thread(1)], nextCursor: null });
  await early;
  expect(store.getState().threads?.map(({ root }) => root.seq)).toEqual([2]);
});

it("knows what was read on screen, and never goes back", async () => {
  const { store } = answering({ threads: [thread(1, 3), thread(20)], nextCursor: null });
  await store.refresh();
  expect(readUpToOf(store.getState(), room, 1)).toBe(0);
  expect(readUpToOf(store.getState(), room, 20)).toBe(26);
  store.note(room, 1, 5);
  expect(store.getState().threads?.[0]?.unread).toBe(3);
  store.note(room, 1, 7);
  store.note(room, 1, 4);
  store.note(room, 99, 100);
  expect(readUpToOf(store.getState(), room, 1)).toBe(7);
  expect(readUpToOf(store.getState(), room, 99)).toBeNull();
  expect(store.getState().threads?.[0]?.unread).toBe(0);
});

it("shows nothing as new that was read here, nor what was left here, although the server's list lags", async () => {
  const lagging = { threads: [thread(1, 3), thread(20, 1)], nextCursor: null };
  const { store } = answering(lagging, lagging, { threads: [thread(1)], nextCursor: null }, lagging);
  await store.refresh();
  const shown = () => store.getState().threads?.map(({ root, unread }) => [root.seq, unread]);
  store.note(room, 1, 7);
  store.noteFollowing(room, 20, false);
  expect(shown()).toEqual([[1, 0]]);
  await store.refresh();
  expect(shown()).toEqual([[1, 0]]);
  // Once the server agrees, what it says later counts: I may follow again from elsewhere.
  await store.refresh();
  await store.refresh();
  expect(shown()).toEqual([
    [1, 0],
    [20, 1],
  ]);
});

it("shows a thread again that I left and follow again", async () => {
  const both = { threads: [thread(1), thread(20)], nextCursor: null };
  const { store } = answering(both, both);
  await store.refresh();
  store.noteFollowing(room, 20, false);
  store.noteFollowing(room, 20, true);
  await store.refresh();
  expect(store.getState().threads).toHaveLength(2);
});

it("knows whether the list lags behind the badges", async () => {
  const { store } = answering(
    { threads: [thread(1, 3), thread(20)], nextCursor: null },
    { threads: [thread(1, 3), thread(20, 1)], nextCursor: "b" },
  );
  expect(agreesWith(store.getState(), 1)).toBe(false);
  await store.refresh();
  expect([0, 1, 2].map((unread) => agreesWith(store.getState(), unread))).toEqual([false, true, false]);
  await store.refresh();
  expect([1, 2, 3].map((unread) => agreesWith(store.getState(), unread))).toEqual([false, true, true]);
});
