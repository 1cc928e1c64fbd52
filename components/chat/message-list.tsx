"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo, useMemo } from "react";
import { Virtualizer } from "virtua";
import { Button } from "@/components/ui/button";
import { shownIsLive, shownSegment } from "@/lib/rooms/client/room-state";
import { asWished, timeline, type Row } from "@/lib/rooms/client/timeline";
import { cn } from "@/lib/ui/cn";
import { firstUnreadAbove, useFreshBelow, useMarked, usePrepended } from "./list-news";
import { ListSkeleton } from "./list-parts";
import { ListRow } from "./list-row";
import { Item, lastWalkable, List, useWalk } from "./list-walk";
import { useRoom, useRoomActions, useShown } from "./room-context";
import { useDayOf } from "./times";
import { useAnnouncements } from "./use-announcements";
import { useReaderPlace } from "./use-reader-place";
import { useReading } from "./use-reading";

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
  const live = useRoom(shownIsLive);
  const target = useRoom((state) => state.target);
  const reactions = useRoom((state) => state.view.pendingReactions);
  const changes = useRoom((state) => state.view.pendingChanges);
  const me = useRoom((state) => state.view.me);
  const place = useReaderPlace(rows);
  const { scroller, virtual, atEnd, placed, latest } = place;
  const shift = usePrepended(rows);
  const marked = useMarked(target);
  const firstUnread = useRoom(firstUnreadAbove);
  const fresh = useFreshBelow(rows, atEnd && live);
  useAnnouncements();
  useReading(atEnd && live);
  const stop = place.active ?? lastWalkable(rows)?.key ?? null;
  const onKeyDown = useWalk({ rows, virtual, scroller, setActive: place.setActive, onEscape: latest });

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
        onScroll={place.onScroll}
        {...place.upward}
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
          onResize={place.onResize}
        >
          {(row) => (
            <ListRow
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
