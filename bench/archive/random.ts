/** Numbers that look random and are the same in every run of one seed. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  below(count: number): number;
  pick<T>(from: readonly T[]): T;
  /** A place in a list of so many where the first are by far the most frequent, as words are in a language. */
  zipf(count: number): number;
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    pick(from) {
      const found = from[below(from.length)];
      if (found === undefined) throw new Error("There is nothing to pick from.");
      return found;
    },
    zipf: (count) => Math.min(count - 1, Math.floor(Math.exp(next() * Math.log(count + 1))) - 1),
  };
}
