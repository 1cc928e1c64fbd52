"use client";

import { useTimeZone } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { fetchSearchPage, type SearchFault } from "@/lib/search/client/fetch-page";
import { parseQuery, type QueryProblem } from "@/lib/search/core/parse-query";
import type { SearchHit, SearchPerson, SearchRoom, Sort } from "@/lib/search/protocol";

export interface Found {
  hits: SearchHit[];
  rooms: ReadonlyMap<string, SearchRoom>;
  people: ReadonlyMap<string, SearchPerson>;
  nextCursor: string | null;
}

export type SearchState =
  | { kind: "idle" }
  | { kind: "problem"; problem: QueryProblem }
  | { kind: "loading" }
  | { kind: "fault"; fault: SearchFault }
  | { kind: "found"; found: Found; more: "idle" | "loading" | SearchFault };

/** The answer to a search, page after page. A newer search gives up the older one. */
export function useSearch(tenant: string, q: string, sort: Sort) {
  const [state, setState] = useState<SearchState>({ kind: "idle" });
  const [tries, setTries] = useState(0);
  const zone = useTimeZone() ?? "UTC";
  const current = useRef<AbortController | null>(null);

  useEffect(() => {
    const leave = new AbortController();
    current.current = leave;
    if (q.trim() === "") {
      setState({ kind: "idle" });
      return () => leave.abort();
    }
    const parsed = parseQuery(q);
    if (!parsed.ok) {
      setState({ kind: "problem", problem: parsed.problem });
      return () => leave.abort();
    }
    setState({ kind: "loading" });
    fetchSearchPage(tenant, { q, sort, zone, cursor: null }, leave.signal).then(
      (answer) => {
        if (!answer.ok) return setState({ kind: "fault", fault: answer.fault });
        setState({ kind: "found", found: merge(null, answer.page), more: "idle" });
      },
      () => undefined,
    );
    return () => leave.abort();
  }, [tenant, q, sort, zone, tries]);

  const found = state.kind === "found" ? state.found : null;
  const loadMore = useCallback(() => {
    const signal = current.current?.signal;
    if (!found?.nextCursor || !signal) return;
    setState({ kind: "found", found, more: "loading" });
    fetchSearchPage(tenant, { q, sort, zone, cursor: found.nextCursor }, signal).then(
      (answer) =>
        setState(
          answer.ok
            ? { kind: "found", found: merge(found, answer.page), more: "idle" }
            : { kind: "found", found, more: answer.fault },
        ),
      () => undefined,
    );
  }, [found, tenant, q, sort, zone]);
  const retry = useCallback(() => setTries((count) => count + 1), []);
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
