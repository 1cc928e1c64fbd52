"use client";

import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import { shownIsLive } from "@/lib/rooms/client/room-state";
import type { Row } from "@/lib/rooms/client/timeline";
import { useRoom, useRoomActions, useRoomStore } from "./room-context";
import { useHeldEnd } from "./use-held-end";
import { useLatest } from "./use-latest";
import { newestOfOthers } from "./use-reading";
import { useUpward } from "./use-upward";

/** So near to the end counts as being there. */
const AT_END_PX = 48;
/** So near to an edge the next page is asked for. */
const EDGE_PX = 800;

interface ReaderPlace {
  scroller: RefObject<HTMLDivElement | null>;
  virtual: RefObject<VirtualizerHandle | null>;
  /** The reader sees the end, or is on the way to it. */
  atEnd: boolean;
  /** The list stands where it should on first sight, and can be shown. */
  placed: boolean;
  /** The row that arrow keys have reached. */
  active: string | null;
  setActive(key: string | null): void;
  onScroll(): void;
  onResize(): void;
  /** Everything is read, and the end is where the reader wants to be. */
  latest(): void;
  upward: ReturnType<typeof useUpward>;
}

/** Where the reader is in a room's list, and what keeps them there: at the end as it grows, or at what they look at. */
export function useReaderPlace(rows: Row[]): ReaderPlace {
  const actions = useRoomActions();
  const store = useRoomStore();
  const live = useRoom(shownIsLive);
  const target = useRoom((state) => state.target);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  const [atEnd, setAtEnd] = useState(true);
  /** The reader is at the end and means to stay there. */
  const pinned = useRef(true);
  const before = useRef({ scrollSize: 0, scrollOffset: 0 });
  const [placed, setPlaced] = useState(false);
  const [active, setActive] = useState<string | null>(null);

  const rowCount = useLatest(rows.length);
  const toEnd = useCallback(() => {
    const last = virtual.current ? rowCount.current - 1 : -1;
    if (last >= 0) virtual.current?.scrollToIndex(last, { align: "end" });
  }, [rowCount]);
  const onScroll = useCallback(() => {
    // Asked of the element: the virtual list learns of a scroll only after this.
    const list = scroller.current;
    if (!list) return;
    const { scrollHeight: scrollSize, scrollTop: scrollOffset } = list;
    const below = scrollSize - scrollOffset - list.clientHeight;
    const was = before.current;
    before.current = { scrollSize, scrollOffset };
    const end = below < AT_END_PX;
    if (end && scrollOffset >= was.scrollOffset) pinned.current = true;
    // In a list that stays as long as it was, only the reader goes up; rows that are measured or added move it too.
    else if (!end && scrollSize === was.scrollSize && scrollOffset < was.scrollOffset) pinned.current = false;
    setAtEnd(end || pinned.current);
    if (scrollOffset < EDGE_PX && store.getState().older === "idle") void actions.loadOlder();
    if (below < EDGE_PX && store.getState().newer === "idle") void actions.loadNewer();
  }, [actions, store]);

  // Each time the room is back on screen the reader begins anew.
  useLayoutEffect(() => {
    pinned.current = true;
    before.current = { scrollSize: 0, scrollOffset: 0 };
    setActive(null);
  }, []);

  // First sight: the unread line near the top when there is one, else the newest. A page that was there before the room
  // said where the reader was is placed a second time, unless the reader has moved since.
  const welcomed = useRoom(({ view }) => view.epoch !== null);
  useLayoutEffect(() => {
    if (target || !pinned.current) return setPlaced(true);
    const unread = rows.findIndex(({ kind }) => kind === "unread");
    if (unread === -1) {
      toEnd();
    } else {
      pinned.current = false;
      virtual.current?.scrollToIndex(unread, { align: "start", offset: -64 });
    }
    setPlaced(true);
    const frame = requestAnimationFrame(onScroll);
    return () => cancelAnimationFrame(frame);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- when the list appears or is back, and when the unread line is known
  }, [welcomed]);

  // Who reads the end stays at the end; who reads elsewhere stays there.
  const last = rows.at(-1);
  const lastPending = last?.kind === "pending" ? last.key : null;
  const written = useRef(lastPending);
  useLayoutEffect(() => {
    // Who writes wants to see it.
    if (lastPending !== null && lastPending !== written.current) pinned.current = true;
    written.current = lastPending;
    if (placed && live && pinned.current) toEnd();
  }, [rows.length, last?.key, lastPending, live, placed, toEnd]);
  const onResize = useCallback(() => {
    if (pinned.current && shownIsLive(store.getState())) toEnd();
    else onScroll();
  }, [store, toEnd, onScroll]);

  useHeldEnd(
    scroller,
    useCallback(() => pinned.current && shownIsLive(store.getState()), [store]),
  );

  // A wish to see one message: a permalink, a date, a reply's root.
  const done = useRef(0);
  useLayoutEffect(() => {
    if (!target || done.current === target.nonce) return;
    const at = rows.findIndex((row) => row.kind === "message" && row.message.seq >= target.seq);
    if (at === -1) return;
    done.current = target.nonce;
    pinned.current = false;
    virtual.current?.scrollToIndex(at, { align: "center" });
    setActive(rows[at]?.key ?? null);
    const frame = requestAnimationFrame(onScroll);
    return () => cancelAnimationFrame(frame);
  }, [target, rows, onScroll]);

  const latest = useCallback(() => {
    actions.jumpToLatest();
    actions.markRead(newestOfOthers(store.getState()));
    pinned.current = true;
    requestAnimationFrame(toEnd);
  }, [actions, store, toEnd]);

  const letGo = useCallback(() => {
    pinned.current = false;
  }, []);
  const upward = useUpward(letGo);
  return { scroller, virtual, atEnd, placed, active, setActive, onScroll, onResize, latest, upward };
}
