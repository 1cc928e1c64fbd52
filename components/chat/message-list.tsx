"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ComponentProps,
  type KeyboardEvent,
  type TouchEvent,
  type WheelEvent,
} from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { Button } from "@/components/ui/button";
import { shownIsLive, shownSegment, type RoomState } from "@/lib/rooms/client/room-state";
import { asWished, timeline, type Row } from "@/lib/rooms/client/timeline";
import { cn } from "@/lib/ui/cn";
import { DayDivider, EdgeRow, ListSkeleton, NoticeRow, StartRow, UnreadDivider } from "./list-parts";
import { MessageRow } from "./message-row";
import { PendingRow } from "./pending-row";
import { useRoom, useRoomActions, useRoomStore, useShown } from "./room-context";
import { Item, lastWalkable, List, useWalk } from "./list-walk";
import { useDayOf } from "./times";
import { useHeldEnd } from "./use-held-end";
import { useLatest } from "./use-latest";
import { useAnnouncements } from "./use-announcements";
import { newestOfOthers, useReading } from "./use-reading";

/** So near to the end counts as being there. */
const AT_END_PX = 48;
/** So near to an edge the next page is asked for. */
const EDGE_PX = 800;
const MARKED_MS = 2_500;

/** The messages of the room on screen: one stretch of its log, drawn as far as it is in view. */
export const MessageList = memo(function MessageList({ label }: { label: string }) {
  useShown();
  const rows = useRows();
  if (!rows) return <ListSkeleton />;
  return <LoadedList rows={rows} label={label} />;
});

function useRows(): Row[] | null {
  const view = useRoom((state) => state.view);
  const anchor = useRoom((state) => state.anchor);
  const readUpTo = useRoom((state) => state.readUpTo);
  const dayOf = useDayOf();
  return useMemo(() => {
    const segment = shownSegment({ view, anchor });
    return segment && timeline({ view, segment, live: shownIsLive({ view, anchor }), readUpTo, dayOf });
  }, [view, anchor, readUpTo, dayOf]);
}

function LoadedList({ rows, label }: { rows: Row[]; label: string }) {
  const t = useTranslations("rooms.list");
  const actions = useRoomActions();
  const store = useRoomStore();
  const live = useRoom(shownIsLive);
  const target = useRoom((state) => state.target);
  const reactions = useRoom((state) => state.view.pendingReactions);
  const changes = useRoom((state) => state.view.pendingChanges);
  const me = useRoom((state) => state.view.me);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  const [atEnd, setAtEnd] = useState(true);
  /** The reader is at the end and means to stay there. */
  const pinned = useRef(true);
  const before = useRef({ scrollSize: 0, scrollOffset: 0 });
  const [placed, setPlaced] = useState(false);
  const [active, setActive] = useState<string | null>(null);
  const shift = usePrepended(rows);
  const marked = useMarked(target);
  const firstUnread = useRoom(firstUnreadAbove);
  const fresh = useFreshBelow(rows, atEnd && live);
  useAnnouncements();
  useReading(atEnd && live);

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

  const stop = active ?? lastWalkable(rows)?.key ?? null;
  const letGo = useCallback(() => {
    pinned.current = false;
  }, []);
  const upward = useUpward(letGo);
  const onKeyDown = useWalk({ rows, virtual, scroller, setActive, onEscape: latest });

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrow keys walk through the messages */}
      <div
        ref={scroller}
        role="log"
        // Told by the paced region instead: rows that scroll into view are no news.
        aria-live="off"
        aria-label={label}
        data-slot="message-list"
        data-at-end={atEnd}
        onKeyDown={onKeyDown}
        onScroll={onScroll}
        {...upward}
        className={cn(
          "scroll-quiet flex min-h-0 flex-1 flex-col overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none]",
          !placed && "invisible",
        )}
      >
        <div className="flex-1" />
        <Virtualizer
          ref={virtual}
          scrollRef={scroller}
          data={rows}
          shift={shift}
          bufferSize={400}
          as={List}
          item={Item}
          onResize={onResize}
        >
          {(row) => (
            <RowView
              key={row.key}
              row={row}
              marked={row.kind === "message" && row.message.seq === marked}
              tabStop={row.key === stop}
              message={row.kind === "message" ? asWished(row.message, reactions, changes, me) : null}
            />
          )}
        </Virtualizer>
        <div className="h-2 shrink-0" />
      </div>
      {firstUnread === null ? null : (
        <Button
          variant="outline"
          size="sm"
          onClick={() => void actions.jumpTo(firstUnread, false)}
          className="absolute top-3 left-1/2 -translate-x-1/2 rounded-full shadow-float"
        >
          <ArrowUp aria-hidden />
          {t("toFirstUnread")}
        </Button>
      )}
      {fresh > 0 || !atEnd || !live ? (
        <Button
          variant={fresh > 0 ? "default" : "outline"}
          size="sm"
          onClick={latest}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float"
        >
          <ArrowDown aria-hidden />
          {fresh > 0 ? t("newMessages", { count: fresh }) : t("toNewest")}
        </Button>
      ) : null}
    </div>
  );
}

function RowView({
  row,
  message,
  marked,
  tabStop,
}: {
  row: Row;
  message: ComponentProps<typeof MessageRow>["message"] | null;
  marked: boolean;
  tabStop: boolean;
}) {
  const { loadOlder, loadNewer } = useRoomActions();
  switch (row.kind) {
    case "start":
      return <StartRow />;
    case "edge":
      return <EdgeRow which={row.key} onRetry={() => void (row.key === "older" ? loadOlder() : loadNewer())} />;
    case "day":
      return <DayDivider at={row.at} />;
    case "unread":
      return <UnreadDivider />;
    case "notice":
      return <NoticeRow rowKey={row.key} events={row.events} tabStop={tabStop} />;
    case "message":
      return (
        <MessageRow
          rowKey={row.key}
          message={message ?? row.message}
          head={row.head}
          marked={marked}
          tabStop={tabStop}
        />
      );
    case "pending":
      return <PendingRow rowKey={row.key} send={row.send} head={row.head} tabStop={tabStop} />;
    default:
      return row satisfies never;
  }
}

/** The reader's own ways up: wheel, finger, keys. They let go of the end at once, before anything has moved. */
function useUpward(letGo: () => void) {
  const finger = useRef(0);
  return useMemo(() => {
    const up = (list: HTMLElement) => {
      if (list.scrollTop > 0) letGo();
    };
    return {
      onWheel: (event: WheelEvent<HTMLElement>) => event.deltaY < 0 && up(event.currentTarget),
      onTouchStart: (event: TouchEvent<HTMLElement>) => {
        finger.current = event.touches[0]?.clientY ?? 0;
      },
      onTouchMove: (event: TouchEvent<HTMLElement>) => {
        if ((event.touches[0]?.clientY ?? 0) > finger.current) up(event.currentTarget);
      },
      onKeyDownCapture: (event: KeyboardEvent<HTMLElement>) => {
        if (["PageUp", "ArrowUp", "Home"].includes(event.key)) up(event.currentTarget);
      },
    };
  }, [letGo]);
}

/** True when the newest change put rows above those that were there: the view is then kept from the end. */
function usePrepended(rows: Row[]): boolean {
  const [seen, setSeen] = useState({ rows, shift: false });
  if (seen.rows === rows) return seen.shift;
  const was = firstMessage(seen.rows);
  const is = firstMessage(rows);
  const shift = was !== null && is !== null && was.key !== is.key && rows.some(({ key }) => key === was.key);
  setSeen({ rows, shift });
  return shift;
}

function firstMessage(rows: Row[]): Row | null {
  return rows.find(({ kind }) => kind === "message" || kind === "notice") ?? null;
}

/** The message to mark, for a moment. */
function useMarked(target: { seq: number; mark: boolean; nonce: number } | null): number | null {
  const [over, setOver] = useState(0);
  useEffect(() => {
    if (!target) return;
    const timer = setTimeout(() => setOver(target.nonce), MARKED_MS);
    return () => clearTimeout(timer);
  }, [target]);
  return target?.mark && over !== target.nonce ? target.seq : null;
}

/** How many messages of others came while the reader was not at the end. */
function useFreshBelow(rows: Row[], reading: boolean): number {
  const me = useRoom((state) => state.view.me);
  const head = useRoom((state) => state.view.streamedTo);
  const [seen, setSeen] = useState(head);
  if (reading && seen !== head) setSeen(head);
  if (reading) return 0;
  return rows.filter((row) => row.kind === "message" && row.message.seq > seen && row.message.author !== me).length;
}

/** Where the unread begins, when that lies above what is loaded. */
function firstUnreadAbove(state: RoomState): number | null {
  const shown = shownSegment(state);
  return shown && state.readUpTo !== null && state.readUpTo < shown.from - 1 ? state.readUpTo + 1 : null;
}
