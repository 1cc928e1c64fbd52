"use client";

import { useOwnEmoji } from "@/components/emoji/emoji-provider";
import { nameInShortcode } from "@/lib/emoji/core/emoji-name";
import { browserStorage } from "@/lib/rooms/client/browser-page";
import { recentEmoji } from "@/lib/rooms/client/recent-emoji";

/** The emoji this person reacts with, latest first, without own ones that this tenant does not have. */
export function useRecentEmoji(count: number): string[] {
  const { byName } = useOwnEmoji();
  return recentEmoji(browserStorage(), count, (emoji) => {
    const name = nameInShortcode(emoji);
    return name === null || byName.has(name);
  });
}
