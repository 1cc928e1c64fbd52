"use client";

import { useTranslations } from "next-intl";
import { EmojiGlyph } from "@/components/emoji/emoji-glyph";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";
import type { PersonId } from "@/lib/platform/ids";
import { cn } from "@/lib/ui/cn";
import { EmojiButton } from "./emoji-button";
import { useRoomActions } from "./room-context";
import { useNameOf, useRooms } from "./rooms-provider";

const NAMES_SHOWN = 12;

/** Who reacted with what; a press adds mine or takes it back. */
export function Reactions({
  seq,
  reactions,
  disabled,
}: {
  seq: number;
  reactions: Record<string, PersonId[]>;
  disabled: boolean;
}) {
  const t = useTranslations("rooms.message");
  const { react } = useRoomActions();
  const entries = Object.entries(reactions);
  if (entries.length === 0) return null;
  return (
    <div role="group" aria-label={t("reactions")} className="mt-1 flex flex-wrap items-center gap-1">
      {entries.map(([emoji, people]) => (
        <Reaction key={emoji} emoji={emoji} people={people} disabled={disabled} onToggle={() => react(seq, emoji)} />
      ))}
      {disabled ? null : (
        <EmojiButton
          label={t("addReaction")}
          onPick={(emoji) => react(seq, emoji)}
          className="h-6 w-7 rounded-full border text-muted-foreground pointer-coarse:h-8 pointer-coarse:w-9"
        />
      )}
    </div>
  );
}

function Reaction({
  emoji,
  people,
  disabled,
  onToggle,
}: {
  emoji: string;
  people: PersonId[];
  disabled: boolean;
  onToggle(): void;
}) {
  const t = useTranslations("rooms.message");
  const { viewer } = useRooms();
  const nameOf = useNameOf();
  const mine = people.includes(viewer.person);
  const names = people.slice(0, NAMES_SHOWN).map((person) => (person === viewer.person ? t("you") : nameOf(person)));
  const who = t("reactedWith", { names: names.join(", "), more: people.length - names.length, emoji });
  return (
    <Tooltip>
      <TooltipTrigger asChild>
        <button
          type="button"
          aria-pressed={mine}
          aria-disabled={disabled || undefined}
          aria-label={t("reactionLabel", { emoji, count: people.length, who })}
          onClick={disabled ? undefined : onToggle}
          className={cn(
            "inline-flex h-6 cursor-pointer items-center gap-1 rounded-full border px-2 text-xs tabular-nums transition-colors hover:border-input pointer-coarse:h-8",
            mine ? "border-primary bg-selected font-medium text-selected-foreground" : "bg-background text-foreground",
          )}
        >
          <span aria-hidden className="text-sm leading-none">
            <EmojiGlyph emoji={emoji} />
          </span>
          {people.length}
        </button>
      </TooltipTrigger>
      <TooltipContent>
        <EmojiGlyph emoji={emoji} className="me-1" />
        {who}
      </TooltipContent>
    </Tooltip>
  );
}
