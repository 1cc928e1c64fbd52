"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useInbox, useRooms } from "@/components/chat/rooms-provider";
import { usePresenceText } from "@/components/chat/use-presence-text";
import { EmojiLine } from "@/components/emoji/emoji-glyph";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { PersonId } from "@/lib/platform/ids";
import { useFrame } from "./frame-context";
import { useOpenDirect } from "./use-open-direct";

export interface ListedPerson {
  id: PersonId;
  name: string;
  title: string;
  email: string | null;
  image: string | null;
  role: string;
  state: "active" | "imported" | "deactivated";
}

const ROLES = ["owner", "admin", "agent", "member", "guest"] as const;
const ROW_PX = 52;

/** People by name, those who can be written to first. The arrows, Home, End and first letters walk the rows. */
export function PeopleList({ people }: { people: readonly ListedPerson[] }) {
  const t = useTranslations("frame.people");
  const [query, setQuery] = useState("");
  // At once, so that a key that follows the typing finds the rows it means.
  const shown = useMemo(() => select(people, query), [people, query]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRef<VirtualizerHandle>(null);
  const onTheWay = useRef<number | null>(null);
  const [first, setFirst] = useState(0);
  const tabStop = Math.min(first, shown.length - 1);
  useWatched(shown);

  const focusRow = (index: number) => {
    const to = Math.max(0, Math.min(shown.length - 1, index));
    const row = () => scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"]`);
    setFirst(to);
    rows.current?.scrollToIndex(to, { align: "nearest" });
    row()?.focus();
    if (row()) return;
    // Out of sight it is drawn first; keys pressed meanwhile go on from there.
    onTheWay.current = to;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        onTheWay.current = null;
        row()?.focus();
      }),
    );
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
    const at =
      onTheWay.current ?? Number(event.target.closest<HTMLElement>("[data-index]")?.dataset.index ?? Number.NaN);
    if (Number.isNaN(at)) return;
    const to =
      { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key] ??
      byLetter(shown, at, event.key);
    if (to === null) return;
    event.preventDefault();
    focusRow(to);
  };

  return (
    <div ref={scroller} className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-4 max-md:px-3">
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-1 bg-background py-3">
        <Label htmlFor="people-find" className="sr-only">
          {t("find")}
        </Label>
        <Input
          id="people-find"
          type="search"
          placeholder={t("find")}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setFirst(0);
          }}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown" || shown.length === 0) return;
            event.preventDefault();
            focusRow(0);
          }}
          className="max-w-72"
        />
        <p role="status" className="text-xs text-muted-foreground">
          {shown.length === 0 ? t("empty", { query }) : t("count", { count: shown.length })}
        </p>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the buttons inside */}
      <div role="list" aria-label={t("title")} onKeyDown={onKey} className="max-w-3xl pb-4">
        <Virtualizer
          ref={rows}
          scrollRef={scroller}
          itemSize={ROW_PX}
          ssrCount={Math.min(shown.length, 40)}
          startMargin={56}
        >
          {shown.map((person, index) => (
            <PersonRow
              key={person.id}
              person={person}
              index={index}
              count={shown.length}
              tabStop={index === tabStop}
              onFocus={() => setFirst(index)}
            />
          ))}
        </Virtualizer>
      </div>
    </div>
  );
}

function PersonRow({
  person,
  index,
  count,
  tabStop,
  onFocus,
}: {
  person: ListedPerson;
  index: number;
  count: number;
  tabStop: boolean;
  onFocus: () => void;
}) {
  const t = useTranslations("frame.people");
  const roleName = useTranslations("access.roleNames");
  const { me } = useFrame();
  const openDirect = useOpenDirect();
  const [pending, setPending] = useState(false);
  const presence = useInbox(({ view }) => view.presence.get(person.id));
  const presenceText = usePresenceText();
  const state = person.state === "active" ? presenceText(presence) : t(person.state);
  const about = [person.title, person.email].filter(Boolean).join(" · ");
  const role = ROLES.find((known) => known === person.role) ?? "member";
  const message = async () => {
    setPending(true);
    await openDirect(person.id);
    setPending(false);
  };
  return (
    <div
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={count}
      className="flex h-13 items-center gap-3 border-b"
    >
      <Avatar
        name={person.name}
        colorKey={person.id}
        image={person.image}
        {...(person.state === "active" ? { presence: presence?.state ?? "offline" } : {})}
        className={person.state === "active" ? "" : "opacity-60"}
      />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{person.name}</span>
          {person.id === me.person ? <span className="shrink-0 text-xs text-muted-foreground">{t("you")}</span> : null}
          {role === "member" || person.state !== "active" ? null : <Badge variant="outline">{roleName(role)}</Badge>}
        </p>
        <p className="truncate text-xs text-muted-foreground">
          <EmojiLine text={state} />
          {state !== "" && about !== "" ? " · " : null}
          {about}
        </p>
      </div>
      {person.state === "active" ? (
        <Button
          variant="outline"
          size="sm"
          data-index={index}
          tabIndex={tabStop ? 0 : -1}
          aria-label={t("message", { name: person.name })}
          pending={pending}
          onFocus={onFocus}
          onClick={() => void message()}
        >
          {t("messageShort")}
        </Button>
      ) : (
        <span data-index={index} tabIndex={-1} className="sr-only">
          {t(person.state)}
        </span>
      )}
    </div>
  );
}

/** Asks how those are who can be written to; in a large tenant the first ones of the list. */
function useWatched(shown: readonly ListedPerson[]): void {
  const { inbox } = useRooms();
  const people = useMemo(() => shown.filter(({ state }) => state === "active").map(({ id }) => id), [shown]);
  useEffect(() => inbox.store.actions.watch("people", people), [inbox, people]);
  useEffect(() => () => inbox.store.actions.watch("people", []), [inbox]);
}

const ORDER = { active: 0, imported: 1, deactivated: 2 } as const;

function select(people: readonly ListedPerson[], query: string): ListedPerson[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const matching = people.filter(({ name, email, title }) => {
    const text = fold(`${name} ${email ?? ""} ${title}`);
    return words.every((word) => text.includes(word));
  });
  return matching.toSorted(
    (a, b) => ORDER[a.state] - ORDER[b.state] || a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1),
  );
}

/** The next row whose name begins with the letter, around the end; null when the key is not a letter or nothing does. */
function byLetter(people: readonly ListedPerson[], from: number, key: string): number | null {
  if ([...key].length !== 1 || key === " ") return null;
  for (let step = 1; step <= people.length; step++) {
    const index = (from + step) % people.length;
    if (fold(people[index]?.name ?? "").startsWith(fold(key))) return index;
  }
  return null;
}

/** Letters whose stroke or tie is part of them, so that taking marks away leaves them whole. */
const PLAIN: Record<string, string> = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };

/** As it is typed by somebody without that keyboard. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[øłđðþßæœı]/g, (letter) => PLAIN[letter] ?? letter);
}
