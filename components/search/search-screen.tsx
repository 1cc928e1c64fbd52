"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useNames } from "@/components/chat/use-names";
import { useFrame } from "@/components/frame/frame-context";
import { Button } from "@/components/ui/button";
import { browserStorage } from "@/lib/rooms/client/browser-page";
import type { Names } from "@/lib/rooms/client/plain-text";
import { recentSearches } from "@/lib/search/client/recent";
import type { Vocabulary } from "@/lib/search/client/suggest";
import { SORTS, type SearchRoom, type Sort } from "@/lib/search/protocol";
import { HitRow } from "./hit-row";
import { SearchBox } from "./search-box";
import { SearchFaultNote, SearchHelp, SearchProblemNote, SearchSkeleton } from "./search-notes";
import { useSearch, type Found } from "./use-search";

/** Search over everything the viewer may see. What was asked is in the address, so it survives reload, back and forward. */
export function SearchScreen({ vocabulary }: { vocabulary: Vocabulary }) {
  const t = useTranslations("search");
  const { tenant, me } = useFrame();
  const params = useSearchParams();
  const q = params.get("q") ?? "";
  const sort = SORTS.find((one) => one === params.get("sort")) ?? "newest";
  const { state, loadMore, retry } = useSearch(tenant.slug, q, sort);
  const store = useMemo(
    () => recentSearches(typeof window === "undefined" ? null : browserStorage(), `${tenant.slug}:${me.person}`),
    [tenant.slug, me.person],
  );
  const [recent, setRecent] = useState(() => store.list());
  const list = useRef<HTMLUListElement>(null);
  const statusId = useId();

  const show = (next: { q?: string; sort?: Sort }) => {
    const query = new URLSearchParams({ q: next.q ?? q, sort: next.sort ?? sort });
    if (query.get("sort") === "newest") query.delete("sort");
    if (query.get("q") === "") query.delete("q");
    window.history.pushState(null, "", `/${tenant.slug}/search${query.size > 0 ? `?${query}` : ""}`);
  };
  const onSearch = (text: string) => {
    if (text !== "") setRecent(store.add(text));
    if (text === q) retry();
    else show({ q: text });
  };
  const focusHit = (step: (at: number, count: number) => number) => {
    const hits = [...(list.current?.querySelectorAll<HTMLElement>("[data-slot=search-hit]") ?? [])];
    const at = hits.findIndex((hit) => hit === document.activeElement);
    hits[Math.max(0, Math.min(hits.length - 1, step(at, hits.length)))]?.focus();
  };
  const onListKey = (event: KeyboardEvent) => {
    const step = {
      ArrowDown: (at: number) => at + 1,
      ArrowUp: (at: number) => at - 1,
      Home: () => 0,
      End: (_: number, count: number) => count - 1,
    }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    focusHit(step);
  };

  return (
    <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
      <div className="sticky top-0 z-10 flex flex-col gap-2 border-b bg-background px-4 py-3 max-md:px-3">
        <SearchBox
          asked={q}
          vocabulary={vocabulary}
          recent={recent}
          onSearch={onSearch}
          onClearRecent={() => {
            store.clear();
            setRecent([]);
          }}
          onDown={() => focusHit(() => 0)}
          invalid={state.kind === "problem" || (state.kind === "fault" && state.fault.kind === "refused")}
          describedBy={statusId}
        />
        <div className="flex min-h-7 max-w-4xl flex-wrap items-center gap-x-3 gap-y-1">
          <p id={statusId} role="status" className="text-xs text-muted-foreground">
            {state.kind === "loading" ? t("loading") : null}
            {state.kind === "found"
              ? t("count", { count: state.found.hits.length, more: String(state.found.nextCursor !== null) })
              : null}
          </p>
          {state.kind === "found" && state.found.hits.length > 0 ? (
            <div role="group" aria-label={t("order")} className="ms-auto flex gap-1">
              {SORTS.map((one) => (
                <Button
                  key={one}
                  variant="ghost"
                  size="sm"
                  aria-pressed={one === sort}
                  className={one === sort ? "bg-accent" : "text-muted-foreground"}
                  onClick={() => show({ sort: one })}
                >
                  {t(`sort.${one}`)}
                </Button>
              ))}
            </div>
          ) : null}
        </div>
      </div>
      {state.kind === "idle" ? <SearchHelp /> : null}
      {state.kind === "loading" ? <SearchSkeleton /> : null}
      {state.kind === "problem" ? (
        <>
          <SearchProblemNote problem={state.problem} />
          <SearchHelp />
        </>
      ) : null}
      {state.kind === "fault" ? <SearchFaultNote fault={state.fault} onRetry={retry} /> : null}
      {state.kind === "found" && state.found.hits.length === 0 ? <SearchHelp nothing={q} /> : null}
      {state.kind === "found" && state.found.hits.length > 0 ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the links inside
        <ul ref={list} aria-label={t("hits")} className="max-w-4xl" onKeyDown={onListKey}>
          <Hits found={state.found} vocabulary={vocabulary} />
        </ul>
      ) : null}
      {state.kind === "found" && state.found.nextCursor !== null ? (
        <div className="max-w-4xl p-4 max-md:px-3">
          {typeof state.more === "string" ? null : <SearchFaultNote fault={state.more} onRetry={loadMore} />}
          {typeof state.more === "string" ? (
            <Button variant="outline" aria-disabled={state.more === "loading"} onClick={loadMore}>
              {t(state.more === "loading" ? "loadingMore" : "more")}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function Hits({ found, vocabulary }: { found: Found; vocabulary: Vocabulary }) {
  const t = useTranslations("search.hit");
  const { tenant, me } = useFrame();
  const known = useMemo(() => new Map(vocabulary.people.map(({ id, name }) => [id, name])), [vocabulary]);
  const otherRoom = useTranslations("rooms.mention")("otherRoom");
  const tenantNames = useNames();
  const nameOf = (person: string) => found.people.get(person)?.name ?? known.get(person) ?? t("formerMember");
  const nameOfRoom = (room: SearchRoom | undefined) => {
    if (room === undefined) return "";
    if (room.name !== "") return room.kind === "channel" ? `#${room.name}` : room.name;
    const others = room.people.filter((person) => person !== me.person);
    return (others.length > 0 ? others : [me.person]).map(nameOf).join(", ");
  };
  const names: Names = {
    ...tenantNames,
    person: nameOf,
    // One that the reader is not in has no name here.
    room: (id) => found.rooms.get(id)?.name || tenantNames.room(id) || otherRoom,
  };
  return found.hits.map((hit) => (
    <HitRow
      key={`${hit.room}:${hit.seq}`}
      hit={hit}
      href={`/${tenant.slug}/rooms/${hit.room}?message=${hit.seq}`}
      roomName={nameOfRoom(found.rooms.get(hit.room))}
      names={names}
    />
  ));
}
