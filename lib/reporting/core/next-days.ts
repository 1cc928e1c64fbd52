import { addDays } from "./days";

interface Marked {
  first: string;
  last: string;
  ids: readonly number[];
}

/**
 * What of the marked days is computed next: whole marks, the earliest first, of so many days together (one mark is always
 * taken), and the marks that are left.
 */
export function nextDays<M extends Marked>(
  marks: readonly M[],
  daysMax: number,
): { days: string[]; ids: number[]; left: readonly M[] } {
  const days = new Set<string>();
  const ids: number[] = [];
  for (const [at, mark] of marks.entries()) {
    const more: string[] = [];
    for (let day = mark.first; day <= mark.last; day = addDays(day, 1)) if (!days.has(day)) more.push(day);
    if (at > 0 && days.size + more.length > daysMax) return { days: [...days], ids, left: marks.slice(at) };
    for (const day of more) days.add(day);
    ids.push(...mark.ids);
  }
  return { days: [...days], ids, left: [] };
}
