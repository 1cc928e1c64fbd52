/** The last searches of one person in one tenant, newest first, in this browser only. */
const KEPT = 8;

export interface RecentSearches {
  list(): string[];
  add(text: string): string[];
  clear(): void;
}

export function recentSearches(storage: Storage | null, owner: string): RecentSearches {
  const key = `parlor.search.1:${owner}`;
  const list = (): string[] => {
    try {
      const kept: unknown = JSON.parse(storage?.getItem(key) ?? "[]");
      return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, KEPT) : [];
    } catch {
      return [];
    }
  };
  const write = (next: readonly string[]) => {
    try {
      storage?.setItem(key, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing forgets the searches with the page.
    }
  };
  return {
    list,
    add(text) {
      const next = [text, ...list().filter((one) => one !== text)].slice(0, KEPT);
      write(next);
      return next;
    },
    clear: () => write([]),
  };
}
