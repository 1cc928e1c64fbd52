"use client";

import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Avatar } from "@/components/ui/avatar";
import { useFieldControl } from "@/components/ui/field";
import type { PersonId } from "@/lib/platform/ids";
import { cn } from "@/lib/ui/cn";
import { useNameOf, useRooms } from "./rooms-provider";
import { useHere } from "./use-here";

const SHOWN_MAX = 50;

export interface PeoplePickerProps {
  picked: readonly PersonId[];
  onChange(picked: PersonId[]): void;
  /** People who cannot be picked (already there). */
  except?: readonly PersonId[];
  /** Shows the list only while somebody is here: for forms where people are not the main thing. */
  folded?: boolean;
  /** The caret starts here. */
  focusFirst?: boolean;
}

/** Finds people by name and picks several: arrows, Enter, Backspace takes the last one back. Inside a Field. */
export function PeoplePicker({ picked, onChange, except = [], folded = false, focusFirst = false }: PeoplePickerProps) {
  const t = useTranslations("rooms.people");
  const { people } = useRooms();
  const nameOf = useNameOf();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const { here, ...focus } = useHere();
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const wiring = useFieldControl<{ id?: string }>({});

  const found = useMemo(() => {
    const words = fold(query).split(/\s+/).filter(Boolean);
    return [...people.values()]
      .filter(
        ({ id, name, title, active }) =>
          active && !except.includes(id) && words.every((word) => fold(`${name} ${title}`).includes(word)),
      )
      .sort((a, b) => a.name.localeCompare(b.name))
      .slice(0, SHOWN_MAX);
  }, [people, query, except]);
  const active = found[Math.min(at, found.length - 1)];

  const toggle = (person: PersonId) => {
    onChange(picked.includes(person) ? picked.filter((one) => one !== person) : [...picked, person]);
    setQuery("");
    setAt(0);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: query === "" ? 0 : undefined,
      End: query === "" ? found.length - 1 : undefined,
    }[event.key];
    if (to !== undefined) setAt((to + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter" && active && (query !== "" || picked.length === 0)) toggle(active.id);
    else if (event.key === "Backspace" && query === "" && picked.length > 0) onChange(picked.slice(0, -1));
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex flex-col gap-1.5" {...focus}>
      <div
        className="flex min-h-8 flex-wrap items-center gap-1 rounded-md border border-input bg-background p-1 focus-within:border-ring focus-within:ring-1 focus-within:ring-ring"
        onPointerDown={(event) => {
          if (event.target === event.currentTarget) requestAnimationFrame(() => input.current?.focus());
        }}
      >
        {picked.map((person) => (
          <span
            key={person}
            className="inline-flex h-6 max-w-full items-center gap-1 rounded-sm bg-secondary ps-1.5 text-sm"
          >
            <span className="truncate">{nameOf(person)}</span>
            <button
              type="button"
              aria-label={t("takeBack", { name: nameOf(person) })}
              onClick={() => toggle(person)}
              className="flex size-6 shrink-0 cursor-pointer items-center justify-center rounded-sm text-muted-foreground hover:text-foreground"
            >
              <X aria-hidden className="size-3.5!" />
            </button>
          </span>
        ))}
        <input
          ref={input}
          {...wiring}
          role="combobox"
          aria-expanded={!folded || here}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active && (!folded || here) ? `${listId}-${active.id}` : undefined}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing this dialog is for
          autoFocus={focusFirst}
          autoComplete="off"
          value={query}
          placeholder={picked.length === 0 ? t("find") : undefined}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-6 min-w-24 flex-1 bg-transparent px-1.5 text-sm outline-none pointer-coarse:h-8 pointer-coarse:text-[1rem]"
        />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-multiselectable
        aria-label={t("label")}
        hidden={folded && !here}
        className="scroll-quiet h-48 overflow-y-auto rounded-md border p-1"
      >
        {found.map((person) => {
          const on = picked.includes(person.id);
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the input has the focus and the keys (aria-activedescendant)
            <div
              key={person.id}
              id={`${listId}-${person.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={on}
              ref={person === active ? scrollIntoView : undefined}
              onClick={() => toggle(person.id)}
              onPointerMove={() => setAt(found.indexOf(person))}
              className={cn(
                "flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 text-sm pointer-coarse:min-h-10",
                person === active && "bg-accent",
              )}
            >
              <Avatar size="sm" name={person.name} colorKey={person.id} image={person.image} />
              <span className="min-w-0 truncate">{person.name}</span>
              <span className="min-w-0 truncate text-xs text-muted-foreground">{person.title}</span>
              {on ? <Check aria-hidden className="ms-auto text-primary" /> : null}
            </div>
          );
        })}
        {found.length === 0 ? <p className="px-2 py-1.5 text-sm text-muted-foreground">{t("nobody")}</p> : null}
      </div>
    </div>
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

/** Letters without marks and case, so that "zoe" finds "Zoë". */
function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase();
}
