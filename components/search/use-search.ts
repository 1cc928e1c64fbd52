"use client";

import { useTimeZone } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { fetchSearchPage, type SearchFault } from "@/lib/search/client/fetch-page";
import { parseQuery, type QueryProblem } from "@/lib/search/core/parse-query";
import type { SearchHit, SearchPerson, SearchRoom, Sort } from "@/lib/search/protocol";

export interface Found {
  hits: SearchHit[];
  rooms: ReadonlyMap<string, SearchRoom>;
  people: ReadonlyMap<string, SearchPerson>;
  nextCursor: string | null;
}

type Answer =
  | { kind: "fault"; fault: SearchFault }
  | { kind: "found"; found: Found; more: "idle" | "loading" | SearchFault };

export type SearchState = { kind: "idle" } | { kind: "problem"; problem: QueryProblem } | { kind: "loading" } | Answer;

/** The answer to a search, page after page. A newer search gives up the older one. */
export function useSearch(tenant: string, q: string, sort: Sort) {
  const [tries, setTries] = useState(0);
  const zone = useTimeZone() ?? "UTC";
  const question = JSON.stringify([tenant, q, sort, zone, tries]);
  const [answered, setAnswered] = useState<{ question: string; answer: Answer } | null>(null);
  const current = useRef<AbortController | null>(null);
  const isEmpty = q.trim() === "";
  const parsed = useMemo(() => parseQuery(q), [q]);
  const isAsked = !isEmpty && parsed.ok;

  useEffect(() => {
    if (!isAsked) return;
    const leave = new AbortController();
    current.current = leave;
    fetchSearchPage(tenant, { q, sort, zone, cursor: null }, leave.signal).then(
      (result) =>
        setAnswered({
          question,
          answer: result.ok
            ? { kind: "found", found: merge(null, result.page), more: "idle" }
            : { kind: "fault", fault: result.fault },
        }),
      () => undefined,
    );
    return () => leave.abort();
  }, [question, isAsked, tenant, q, sort, zone]);

  const answer = answered?.question === question ? answered.answer : null;
  const found = isAsked && answer?.kind === "found" ? answer.found : null;
  const loadMore = useCallback(() => {
    const signal = current.current?.signal;
    if (!found?.nextCursor || !signal) return;
    const show = (shown: Found, more: "idle" | "loading" | SearchFault) =>
      setAnswered({ question, answer: { kind: "found", found: shown, more } });
    show(found, "loading");
    fetchSearchPage(tenant, { q, sort, zone, cursor: found.nextCursor }, signal).then(
      (result) => (result.ok ? show(merge(found, result.page), "idle") : show(found, result.fault)),
      () => undefined,
    );
  }, [found, question, tenant, q, sort, zone]);
  const retry = useCallback(() => setTries((count) => count + 1), []);

  let state: SearchState = answer ?? { kind: "loading" };
  if (isEmpty) state = { kind: "idle" };
  else if (!parsed.ok) state = { kind: "problem", problem: parsed.problem };
  return { state, loadMore, retry };
}

type Page = Parameters<typeof toMaps>[0] & { hits: SearchHit[]; nextCursor: string | null };

function merge(before: Found | null, page: Page): Found {
  const { rooms, people } = toMaps(page);
  return {
    hits: [...(before?.hits ?? []), ...page.hits],
    rooms: new Map([...(before?.rooms ?? []), ...rooms]),
    people: new Map([...(before?.people ?? []), ...people]),
    nextCursor: page.nextCursor,
  };
}

function toMaps({ rooms, people }: { rooms: SearchRoom[]; people: SearchPerson[] }) {
  return {
    rooms: new Map(rooms.map((room) => [room.id as string, room])),
    people: new Map(people.map((person) => [person.id as string, person])),
  };
}
