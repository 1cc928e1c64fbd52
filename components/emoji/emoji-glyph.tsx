"use client";

import { useState } from "react";
import { nameInShortcode, shortcodeOf, splitShortcodes } from "@/lib/emoji/core/emoji-name";
import { cn } from "@/lib/ui/cn";
import { useEmojiNamed, useOwnEmoji } from "./emoji-provider";

/** An emoji as one sees it: a character, or the tenant's picture for `:name:`. */
export function EmojiGlyph({ emoji, className }: { emoji: string; className?: string }) {
  const name = nameInShortcode(emoji);
  return name === null ? emoji : <OwnEmoji name={name} className={className} />;
}

/** A line of plain text in which the tenant's own emoji are pictures. */
export function EmojiLine({ text }: { text: string }) {
  return splitShortcodes(text).map((piece, at) =>
    // Pieces of one text keep their places.
    "name" in piece ? <OwnEmoji key={at} name={piece.name} /> : piece.text,
  );
}

/** The picture of a name, as high as the line it stands in; an unknown or deleted one is its text. */
export function OwnEmoji({ name, className }: { name: string; className?: string | undefined }) {
  const { api } = useOwnEmoji();
  const emoji = useEmojiNamed(name);
  const [failed, setFailed] = useState<string | null>(null);
  const text = shortcodeOf(name);
  if (!emoji || failed === emoji.id) return text;
  return (
    // oxlint-disable-next-line nextjs/no-img-element -- there is no optimiser, on purpose
    <img
      src={api.pictureOf(emoji.id)}
      alt={text}
      title={text}
      loading="lazy"
      draggable={false}
      data-emoji-name={name}
      onError={() => setFailed(emoji.id)}
      className={cn("inline-block size-[1.375em] object-contain align-[-0.3em]", className)}
    />
  );
}
