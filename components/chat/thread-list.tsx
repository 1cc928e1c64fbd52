"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { Button } from "@/components/ui/button";
import type { ThreadView } from "@/lib/rooms/client/room-view";
import { threadRows, type ThreadRow } from "@/lib/rooms/client/thread-rows";
import { asWished } from "@/lib/rooms/client/timeline";
import { DayDivider, UnreadDivider } from "./list-parts";
import { Item, lastWalkable, List, useWalk } from "./list-walk";
import { MessageRow } from "./message-row";
import { PendingRow } from "./pending-row";
import { useRoom, useRoomActions } from "./room-context";
import { useDayOf } from "./times";
import { useIsLooking } from "./use-reading";

/** So near to the end counts as being there. */
const AT_END_PX = 48;
const MARKED_MS = 2_500;

/** The first message of a thread and its replies, drawn as far as they are in view. */
export function ThreadList({ thread, reply }: { thread: ThreadView; reply: number | undefined }) {
  const t = useTranslations("threads.panel");
  const actions = useRoomActions();
  const pending = useRoom(({ view }) => view.pending);
  const reactions = useRoom(({ view }) => view.pendingReactions);
  const changes = useRoom(({ view }) => view.pendingChanges);
  const me = useRoom(({ view }) => view.me);
  const dayOf = useDayOf();
  const rows = useMemo(() => threadRows({ thread, pending, me, dayOf }), [thread, pending, me, dayOf]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  const [active, setActive] = useState<string | null>(null);
  const [atEnd, setAtEnd] = useState(false);
  const target = useTarget(rows, reply, virtual);
  const shift = usePrepended(thread.replies);
  useReadingThread(thread, atEnd);

  // Who reads the end stays at the end, and who writes wants to see it.
  const last = rows.at(-1);
  const pinned = useRef(reply === undefined && !rows.some(({ kind }) => kind === "unread"));
  const toEnd = useCallback(() => virtual.current?.scrollToIndex(rows.length - 1, { align: "end" }), [rows.length]);
  useLayoutEffect(() => {
    if (last?.kind === "pending") pinned.current = true;
    if (pinned.current) toEnd();
  }, [last?.key, last?.kind, toEnd]);
  useLayoutEffect(() => {
    const unread = rows.findIndex(({ kind }) => kind === "unread");
    if (unread !== -1 && reply === undefined) virtual.current?.scrollToIndex(unread, { align: "start", offset: -64 });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the thread appears
  }, []);
  const onScroll = useCallback(() => {
    const list = scroller.current;
    if (!list) return;
    const end = list.scrollHeight - list.scrollTop - list.clientHeight < AT_END_PX;
    pinned.current = end;
    setAtEnd(end);
  }, []);
  const onResize = useCallback(() => (pinned.current ? toEnd() : onScroll()), [toEnd, onScroll]);
  useEffect(onScroll, [onScroll, rows.length]);
  const onKeyDown = useWalk({ rows, virtual, scroller, setActive });
  const stop = active ?? target.key ?? lastWalkable(rows)?.key ?? null;

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrow keys walk through the messages
    <div
      ref={scroller}
      role="log"
      // Told by the room's paced region instead: rows that scroll into view are no news.
      aria-live="off"
      aria-label={t("label")}
      data-slot="thread-list"
      onKeyDown={onKeyDown}
      onScroll={onScroll}
      className="scroll-quiet min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none]"
    >
      <div className="h-1 shrink-0" />
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
          <ThreadRowView
            key={row.key}
            row={row.kind === "message" ? { ...row, message: asWished(row.message, reactions, changes, me) } : row}
            marked={row.kind === "message" && row.message.seq === target.marked}
            tabStop={row.key === stop}
            older={thread.older}
            onOlder={() => void actions.loadOlderReplies(thread.seq)}
          />
        )}
      </Virtualizer>
      <div className="h-2 shrink-0" />
    </div>
  );
}

function ThreadRowView({
  row,
  marked,
  tabStop,
  older,
  onOlder,
}: {
  row: ThreadRow;
  marked: boolean;
  tabStop: boolean;
  older: ThreadView["older"];
  onOlder(): void;
}) {
  const t = useTranslations("threads.panel");
  switch (row.kind) {
    case "message":
      return (
        <MessageRow
          rowKey={row.key}
          message={row.message}
          head={row.head}
          marked={marked}
          tabStop={tabStop}
          place="thread"
        />
      );
    case "count":
      return (
        <div role="separator" className="flex items-center gap-3 px-4 py-2 text-xs font-medium text-muted-foreground">
          {t("count", { count: row.count })}
          <span className="h-px flex-1 bg-border" />
        </div>
      );
    case "older":
      return (
        <div className="flex flex-wrap items-center gap-2 px-4 py-2 text-sm text-muted-foreground">
          {older === "failed" ? <span role="alert">{t("olderFailed")}</span> : null}
          <Button variant="outline" size="sm" pending={older === "loading"} onClick={onOlder}>
            {older === "failed" ? t("retry") : t("older")}
          </Button>
        </div>
      );
    case "day":
      return <DayDivider at={row.at} />;
    case "unread":
      return <UnreadDivider />;
    case "pending":
      return <PendingRow rowKey={row.key} send={row.send} head={row.head} tabStop={tabStop} />;
    default:
      return row satisfies never;
  }
}

/** True when the newest change put replies above those that were there: the view is then kept from the end. */
function usePrepended(replies: ThreadView["replies"]): boolean {
  const [seen, setSeen] = useState({ replies, shift: false });
  if (seen.replies === replies) return seen.shift;
  const was = seen.replies[0]?.seq;
  const is = replies[0]?.seq;
  const shift = was !== undefined && is !== undefined && is < was;
  setSeen({ replies, shift });
  return shift;
}

/** Brings the reply that the address names into view, once, and marks it for a moment. */
function useTarget(
  rows: readonly ThreadRow[],
  reply: number | undefined,
  virtual: React.RefObject<VirtualizerHandle | null>,
): { marked: number | undefined; key: string | null } {
  const [over, setOver] = useState<number>();
  const done = useRef<number>(undefined);
  const at = rows.findIndex((row) => row.kind === "message" && row.message.seq === reply);
  const found = reply !== undefined && at !== -1;
  useLayoutEffect(() => {
    if (!found || done.current === reply) return;
    done.current = reply;
    virtual.current?.scrollToIndex(at, { align: "center" });
  }, [found, at, reply, virtual]);
  useEffect(() => {
    if (!found) return;
    const timer = setTimeout(() => setOver(reply), MARKED_MS);
    return () => clearTimeout(timer);
  }, [found, reply]);
  return { marked: found && over !== reply ? reply : undefined, key: found ? (rows[at]?.key ?? null) : null };
}

/** Moves my cursor in the thread while its newest reply is in view and somebody looks. */
function useReadingThread(thread: ThreadView, atEnd: boolean): void {
  const { markThreadRead } = useRoomActions();
  const looking = useIsLooking();
  const newest = thread.replies.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (atEnd && looking && newest > thread.upTo) markThreadRead(thread.seq);
  }, [atEnd, looking, newest, thread.upTo, thread.seq, markThreadRead]);
}
