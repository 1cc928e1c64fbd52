"use client";

import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { withNames, type Names } from "@/lib/rooms/client/plain-text";
import type { HitNeighbour, HitRange, SearchHit } from "@/lib/search/protocol";
import { excerptOf } from "@/lib/search/client/excerpt";

/** A message that was found: where, by whom, when, what, and what was said around it. All of it leads there. */
export function HitRow({
  hit,
  href,
  roomName,
  names,
}: {
  hit: SearchHit;
  href: string;
  roomName: string;
  names: Names;
}) {
  const t = useTranslations("search.hit");
  const format = useFormatter();
  const author = names.person(hit.author);
  const { text, ranges, cutStart, cutEnd } = excerptOf(hit.body, hit.ranges);
  return (
    <li className="border-b last:border-b-0">
      <Link
        href={href}
        data-slot="search-hit"
        className="flex gap-3 px-4 py-3 outline-offset-[-2px] transition-colors hover:bg-accent/60 max-md:px-3"
      >
        <Avatar name={author} colorKey={hit.author} className="mt-0.5" />
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex flex-wrap items-baseline gap-x-2 text-xs text-muted-foreground">
            <span className="text-sm font-semibold text-foreground">{author}</span>
            <span>{hit.thread === null ? t("in", { room: roomName }) : t("inThread", { room: roomName })}</span>
            <time dateTime={new Date(hit.at).toISOString()}>
              {format.dateTime(hit.at, { dateStyle: "medium", timeStyle: "short" })}
            </time>
            {hit.editedAt === null ? null : <span>{t("edited")}</span>}
          </span>
          <Line neighbour={hit.before} names={names} />
          <span className="text-base [overflow-wrap:anywhere] whitespace-pre-line">
            {cutStart ? "… " : null}
            <Marked text={text} ranges={ranges} names={names} />
            {cutEnd ? " …" : null}
          </span>
          <Line neighbour={hit.after} names={names} />
        </span>
      </Link>
    </li>
  );
}

function Line({ neighbour, names }: { neighbour: HitNeighbour | null; names: Names }) {
  if (neighbour === null) return null;
  return (
    <span className="truncate text-xs text-muted-foreground">
      {names.person(neighbour.author)}: {withNames(neighbour.body.replaceAll(/\s+/g, " "), names)}
    </span>
  );
}

function Marked({ text, ranges, names }: { text: string; ranges: readonly HitRange[]; names: Names }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(<Fragment key={at}>{withNames(text.slice(at, start), names)}</Fragment>);
    parts.push(
      <mark key={start} className="rounded-sm bg-mention px-px font-medium text-foreground">
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  return (
    <>
      {parts}
      {withNames(text.slice(at), names)}
    </>
  );
}
