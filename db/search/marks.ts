/**
 * Grams that stand for facts beside the text: the tenant first of all, so that a search walks the entries of its own
 * tenant only. Above the 24 bits of text grams; an id is shortened to its last 24 bits, and the row itself then decides.
 */
const CLASS = 1 << 24;

export const MARK_CLASS = { tenant: CLASS, room: 2 * CLASS, author: 3 * CLASS } as const;

export const MARK = { link: 4 * CLASS + 1, file: 4 * CLASS + 2, thread: 4 * CLASS + 3 } as const;

/** The mark of an id. Postgres does the same with `right(id::text, 6)`. */
export function markOf(kind: keyof typeof MARK_CLASS, id: string): number {
  return MARK_CLASS[kind] + Number.parseInt(id.slice(-6), 16);
}
