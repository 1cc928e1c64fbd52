/** The emoji this browser's person reacts with, latest first, for the quick ones on a message. */
const KEY = "parlor.recent-emoji.1";
const KEPT = 12;
const FIRST = ["👍", "✅", "👀", "🎉", "❤️"] as const;

type Storage = Pick<globalThis.Storage, "getItem" | "setItem">;

/** The latest `count` emoji that `isHere`; filled up with common ones until there are so many. */
export function recentEmoji(
  storage: Storage | null,
  count: number,
  isHere: (emoji: string) => boolean = () => true,
): string[] {
  return [...new Set([...read(storage).filter(isHere), ...FIRST])].slice(0, count);
}

/** Puts an emoji first. */
export function noteEmoji(storage: Storage | null, emoji: string): void {
  try {
    storage?.setItem(KEY, JSON.stringify([...new Set([emoji, ...read(storage)])].slice(0, KEPT)));
  } catch {
    // Full or forbidden: the common ones stay.
  }
}

function read(storage: Storage | null): string[] {
  try {
    const list: unknown = JSON.parse(storage?.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.filter((one) => typeof one === "string" && one.length <= 64) : [];
  } catch {
    return [];
  }
}
