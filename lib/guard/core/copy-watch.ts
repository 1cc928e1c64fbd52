/** So many words in a row of the system text are a copy of it; less many are a way of speaking. */
const COPY_WORDS = 12;
/** From so many on, what may become a copy waits. */
const SUSPECT_WORDS = 5;

/** Fed a stream: how many units at its end may become a copy; Infinity: it is one. */
export type Watch = (text: string, ended: boolean) => number;

/** Twelve words in a row of a text, whatever stands between them. */
export function copyWatch(system: string): Watch {
  const places = new Map<string, number[]>();
  for (const [at, [word]] of Array.from(words(system)).entries()) places.set(word, [...(places.get(word) ?? []), at]);
  /** How long a run of the system text's words ends at each of its places. */
  let runs = new Map<number, number>();
  /** Where the newest words of the stream begin. */
  let starts: number[] = [];
  let unfinished = "";
  let length = 0;
  return (text, ended) => {
    const all = unfinished + text;
    const base = length - unfinished.length;
    length += text.length;
    unfinished = ended ? "" : (/[\p{L}\p{N}]*$/u.exec(all)?.[0].slice(-100) ?? "");
    for (const { 0: word, index } of words(all.slice(0, all.length - unfinished.length))) {
      const next = new Map<number, number>();
      for (const at of places.get(word) ?? []) next.set(at, (runs.get(at - 1) ?? 0) + 1);
      runs = next;
      starts = [...starts, base + index].slice(-COPY_WORDS);
      if (longestOf(runs) >= COPY_WORDS) return Infinity;
    }
    const longest = longestOf(runs);
    return longest < SUSPECT_WORDS ? 0 : length - (starts.at(-longest) ?? length);
  };
}

function longestOf(runs: ReadonlyMap<number, number>): number {
  return Math.max(0, ...runs.values());
}

function words(text: string) {
  return text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu);
}
