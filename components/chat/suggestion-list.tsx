"use client";

import { useTranslations } from "next-intl";
import { EmojiGlyph } from "@/components/emoji/emoji-glyph";
import { Avatar } from "@/components/ui/avatar";
import { floatLooks } from "@/components/ui/float";
import { cn } from "@/lib/ui/cn";
import { useRooms } from "./rooms-provider";
import type { Suggestion } from "./use-suggestions";

/** The names that fit, above the field. The field keeps the focus and walks them (aria-activedescendant). */
export function SuggestionList({
  id,
  list,
  active,
  onActive,
  onPick,
}: {
  id: string;
  list: readonly Suggestion[];
  active: number;
  onActive(at: number): void;
  onPick(suggestion: Suggestion): void;
}) {
  const t = useTranslations("rooms.mention");
  const { people } = useRooms();
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t("suggestions")}
      data-slot="suggestions"
      className={cn(
        floatLooks,
        "scroll-quiet absolute bottom-full start-0 z-30 mb-1 max-h-72 w-96 max-w-full overflow-y-auto p-1",
      )}
    >
      {list.map((suggestion, at) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field has the keys
        <div
          key={suggestion.key}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          ref={at === active ? scrollIntoView : undefined}
          // The field must not lose the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(suggestion)}
          onPointerMove={() => onActive(at)}
          className={cn(
            "flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 text-sm pointer-coarse:min-h-11",
            at === active && "bg-accent",
          )}
        >
          {suggestion.person ? (
            <Avatar
              size="sm"
              name={suggestion.name}
              colorKey={suggestion.person}
              image={people.get(suggestion.person)?.image ?? null}
            />
          ) : (
            <span aria-hidden className="flex size-5 shrink-0 items-center justify-center text-muted-foreground">
              {suggestion.emoji ? <EmojiGlyph emoji={suggestion.emoji} /> : "text" in suggestion.insert ? "@" : "#"}
            </span>
          )}
          <bdi className="min-w-0 truncate">{suggestion.emoji ? `:${suggestion.name}:` : suggestion.name}</bdi>
          <bdi className="min-w-0 truncate text-xs text-muted-foreground">{suggestion.note}</bdi>
        </div>
      ))}
    </div>
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
