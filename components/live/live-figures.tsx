"use client";

import { useFormatter, useTranslations } from "next-intl";
import { cn } from "@/lib/ui/cn";
import { together } from "@/lib/observe/core/waiting";
import type { LiveView, Waiting } from "@/lib/observe/protocol";
import { useDuration } from "./use-duration";

/** A share of failed calls that calls for a look. */
const MANY_FAILED = 0.05;

/** What there is at this moment, in numbers. */
export function LiveFigures({ live }: { live: LiveView }) {
  const t = useTranslations("live");
  const format = useFormatter();
  const duration = useDuration();
  const { board, people, meter, knowledge, at } = live;
  const waiting = board && meter ? together(board.waiting, meter.waiting) : null;
  const span = meter?.span;
  const failedPart = span && span.calls > 0 ? span.failed / span.calls : 0;
  const reading = knowledge && knowledge.waiting + knowledge.reading + knowledge.indexing;
  const figure = (value: number | null | undefined) =>
    value === null || value === undefined ? null : format.number(value);
  return (
    <dl className="grid grid-cols-4 gap-3 max-lg:grid-cols-2 max-[22rem]:grid-cols-1">
      <Figure
        name={t("people")}
        value={figure(people && people.online + people.away + people.dnd)}
        more={people && t("peopleMore", { ...people })}
      />
      <Figure name={t("devices")} value={figure(board?.sockets.inbox)} more={t("devicesMore")} />
      <Figure name={t("rooms")} value={figure(board?.sockets.room)} more={t("roomsMore")} />
      <Figure name={t("visitors")} value={figure(board?.sockets.visit)} more={t("visitorsMore")} />
      <Figure
        name={t("streams")}
        value={figure(meter?.openStreams)}
        more={meter && t("streamsMore", { count: meter.openCalls })}
      />
      <Figure
        name={t("errors")}
        value={span ? t("percent", { value: format.number(failedPart * 100, { maximumFractionDigits: 1 }) }) : null}
        more={
          span &&
          (span.calls === 0
            ? t("errorsNone", { minutes: span.minutes })
            : t("errorsMore", { failed: span.failed, calls: span.calls, minutes: span.minutes }))
        }
        warns={failedPart >= MANY_FAILED}
      />
      <Figure
        name={t("queue")}
        value={figure(waiting?.rows)}
        more={waiting && queueWords(waiting)}
        warns={waiting !== null && (waiting.parked > 0 || (waiting.since !== null && at - waiting.since > LATE_MS))}
      />
      <Figure name={t("reading")} value={figure(reading)} more={knowledge && t("readingMore", { ...knowledge })} />
    </dl>
  );

  function queueWords({ since, parked }: Waiting): string {
    if (parked > 0) return t("queueParked", { count: parked });
    return since === null ? t("queueNone") : t("queueSince", { time: duration(Math.max(0, at - since)) });
  }
}

/** A row that waits no longer is on its way as ever. */
const LATE_MS = 5_000;

function Figure({
  name,
  value,
  more,
  warns = false,
}: {
  name: string;
  /** Null: nobody answered. */
  value: string | null;
  more: string | null | undefined;
  warns?: boolean;
}) {
  const t = useTranslations("live");
  return (
    <div data-slot="live-figure" className="flex min-w-0 flex-col gap-0.5 rounded-md border bg-card px-3 py-2.5">
      <dt className="text-xs font-medium text-muted-foreground">{name}</dt>
      <dd className="flex flex-col gap-0.5">
        <span className={cn("text-xl font-semibold tabular-nums", value === null && "text-sm text-muted-foreground")}>
          {value ?? t("away")}
        </span>
        <span className={cn("text-xs text-muted-foreground", warns && "text-warning")}>
          {value === null ? "" : more}
        </span>
      </dd>
    </div>
  );
}
