"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import type { HitNeighbour, HitRange, SearchHit } from "@/lib/search/protocol";
import { excerptOf } from "@/lib/search/client/excerpt";

/** A message that was found: where, by whom, when, what, and what was said around it. All of it leads there. */
export function HitRow({
  hit,
  href,
  roomName,
  nameOf,
}: {
  hit: SearchHit;
  href: string;
  roomName: string;
  nameOf(person: string): string;
}) {
  const t = useTranslations("search.hit");
  const format = useFormatter();
  const author = nameOf(hit.author);
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
          <Line neighbour={hit.before} nameOf={nameOf} />
          <span className="text-base [overflow-wrap:anywhere] whitespace-pre-line">
            {cutStart ? "… " : null}
            <Marked text={text} ranges={ranges} nameOf={nameOf} />
            {cutEnd ? " …" : null}
          </span>
          <Line neighbour={hit.after} nameOf={nameOf} />
        </span>
      </Link>
    </li>
  );
}

function Line({ neighbour, nameOf }: { neighbour: HitNeighbour | null; nameOf(person: string): string }) {
  if (neighbour === null) return null;
  return (
    <span className="truncate text-xs text-muted-foreground">
      {nameOf(neighbour.author)}: {plain(neighbour.body.replaceAll(/\s+/g, " "), nameOf)}
    </span>
  );
}

function Marked({
  text,
  ranges,
  nameOf,
}: {
  text: string;
  ranges: readonly HitRange[];
  nameOf(person: string): string;
}) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(<Fragment key={at}>{plain(text.slice(at, start), nameOf)}</Fragment>);
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
      {plain(text.slice(at), nameOf)}
    </>
  );
}

/** Mentions as names; groups and rooms, whose names a hit does not carry, as what they are. */
function plain(text: string, nameOf: (person: string) => string): string {
  return text
    .replaceAll(/<@([0-9a-f-]{36})>/g, (_, id: string) => `@${nameOf(id)}`)
    .replaceAll(/<([@#])&?[0-9a-f-]{36}>/g, "$1…")
    .replaceAll(/<!(room|here)>/g, "@$1");
}
