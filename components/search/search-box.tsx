"use client";

import { Clock, Filter, Hash, Search, User, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { suggest, type Suggestion, type Vocabulary } from "@/lib/search/client/suggest";
import { cn } from "@/lib/ui/cn";

const ICONS = { filter: Filter, person: User, room: Hash, value: Filter, recent: Clock };

export interface SearchBoxProps {
  /** What is being shown; the box starts from it. */
  asked: string;
  vocabulary: Vocabulary;
  recent: readonly string[];
  onSearch(text: string): void;
  onClearRecent(): void;
  /** From the box into the hits. */
  onDown(): void;
  invalid: boolean;
  describedBy: string;
}

/** Where a search is written: Enter searches; the arrows walk what could come next, Tab or Enter takes it, Esc closes it. */
export function SearchBox(props: SearchBoxProps) {
  const { asked, vocabulary, recent, onSearch, onClearRecent, onDown, invalid, describedBy } = props;
  const t = useTranslations("search.box");
  const [text, setText] = useState(asked);
  const [written, setWritten] = useState(asked);
  if (written !== asked) {
    setWritten(asked);
    setText(asked);
  }
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  useEffect(() => {
    // A filter that waits for its words keeps the caret.
    if (asked === "" || asked.endsWith(" ")) input.current?.focus();
  }, [asked]);

  const suggestions = open ? suggest(text, vocabulary, recent) : [];
  const search = (wanted: string) => {
    setOpen(false);
    setAt(-1);
    onSearch(wanted.trim());
  };
  const take = ({ kind, text: next }: Suggestion) => {
    setText(next);
    setAt(-1);
    if (kind === "recent") search(next);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const chosen = suggestions[at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (suggestions.length === 0) return event.key === "ArrowDown" ? onDown() : undefined;
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((now) => ((now + step + 1 + suggestions.length + 1) % (suggestions.length + 1)) - 1);
    } else if ((event.key === "Tab" && !event.shiftKey && chosen) || (event.key === "Enter" && chosen)) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Enter") {
      event.preventDefault();
      search(text);
    } else if (event.key === "Escape" && open && suggestions.length > 0) {
      event.preventDefault();
      setOpen(false);
      setAt(-1);
    }
  };

  return (
    <search
      className="relative w-full max-w-2xl"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 start-2.5 my-auto size-4 text-muted-foreground"
      />
      <Input
        ref={input}
        role="combobox"
        aria-label={t("label")}
        aria-expanded={suggestions.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        placeholder={t("placeholder")}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        value={text}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setAt(-1);
        }}
        onKeyDown={onKeyDown}
        className="ps-8 pe-9"
      />
      {text === "" ? null : (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t("clear")}
          className="absolute inset-y-0 end-0.5 my-auto"
          onClick={() => {
            setText("");
            onSearch("");
            input.current?.focus();
          }}
        >
          <X aria-hidden />
        </Button>
      )}
      <div
        className={cn(
          "absolute inset-x-0 top-full z-20 mt-1 rounded-md border bg-popover p-1 text-popover-foreground shadow-float",
          suggestions.length === 0 && "hidden",
        )}
      >
        <div id={listId} role="listbox" aria-label={t("suggestions")}>
          {suggestions.map((one, nth) => {
            const Icon = ICONS[one.kind];
            return (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the box (ARIA combobox)
              <div
                key={`${one.kind}:${one.text}`}
                id={`${listId}-${nth}`}
                role="option"
                tabIndex={-1}
                aria-selected={nth === at}
                className={cn(
                  "flex cursor-pointer items-center gap-2 rounded-sm px-2 py-1.5 text-sm hover:bg-accent",
                  nth === at && "bg-accent text-accent-foreground",
                )}
                // The box keeps the focus.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(one)}
              >
                <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
                <span className="truncate">{one.label}</span>
                {one.filter ? (
                  <span className="ms-auto truncate text-xs text-muted-foreground">{t(`filters.${one.filter}`)}</span>
                ) : null}
              </div>
            );
          })}
        </div>
        {suggestions.some(({ kind }) => kind === "recent") ? (
          <Button variant="ghost" size="sm" className="mt-1 text-muted-foreground" onClick={onClearRecent}>
            {t("forget")}
          </Button>
        ) : null}
      </div>
    </search>
  );
}
