import type { SearchWish } from "@/db/search/conditions";
import type { PersonId } from "@/lib/platform/ids";
import { parseQuery } from "@/lib/search/core/parse-query";
import { address, CORPUS_SEED, corpusOf, type Corpus } from "../archive/corpus";
import type { LoadedTenant } from "../archive/load";
import { randomOf, type Random } from "../archive/random";

export interface Asking {
  person: PersonId;
  text: string;
  wish: SearchWish;
}

/** Kinds of search, and the goal in milliseconds each is held to (p95). */
export const CLASSES = {
  word: 50,
  "two words": 50,
  "prefix*": 50,
  "one or two letters": 50,
  "from: and a word": 50,
  "in: and a word": 50,
  "before: and a word": 50,
  "has:link and a word": 50,
  fragment: 120,
  "Chinese, Japanese, Korean, Thai": 120,
  "IP address": 120,
  "part of a URL": 120,
  "code identifier": 120,
  '"phrase"': 120,
  "nothing found": 120,
} as const;
export type ClassName = keyof typeof CLASSES;

/** Searches that people would make, the same for the same seed. */
export function askingsOf(tenant: LoadedTenant, corpus: Corpus, seed: number): (name: ClassName) => Asking {
  const random = randomOf(seed);
  const sample = corpusOf(CORPUS_SEED);
  const messages = Array.from({ length: 5_000 }, () => sample.message());
  const some = (fits: (text: string) => boolean): string => {
    for (;;) {
      const text = random.pick(messages);
      if (fits(text)) return text;
    }
  };
  const word = () => {
    const list = corpus.words[random.pick(["en", "en", "de", "fr", "ru"])] ?? [];
    return list[random.zipf(list.length)] ?? "";
  };
  const long = () => {
    let found = word();
    while (found.length < 3) found = word();
    return found;
  };
  const texts: Record<ClassName, () => string> = {
    word: long,
    "two words": () => `${long()} ${long()}`,
    "prefix*": () => `${long().slice(0, 3 + random.below(4))}*`,
    "one or two letters": () => random.pick(["to", "it", "a", "ab", "zu", "ist", "не", "q", "x1"]),
    "from: and a word": long,
    "in: and a word": long,
    "before: and a word": long,
    "has:link and a word": long,
    fragment: () => inner(random, long() + word(), 4 + random.below(5)),
    "Chinese, Japanese, Korean, Thai": () =>
      inner(random, some((text) => (text.codePointAt(0) ?? 0) > 0xe00).replaceAll(/[\s。]/g, ""), 1 + random.below(4)),
    "IP address": () =>
      address(random)
        .slice(0, 6 + random.below(8))
        .replace(/\.$/, ""),
    "part of a URL": () =>
      inner(random, /https:\/\/\S+/.exec(some((text) => text.includes("https://")))?.[0] ?? "", 12),
    "code identifier": () => /const (\w+)/.exec(some((text) => text.startsWith("```")))?.[1] ?? "",
    '"phrase"': () => {
      const parts = some((text) => text.split(" ").length > 6)
        .replaceAll(/["“”]/g, "")
        .split(" ");
      const from = random.below(parts.length - 3);
      return `"${parts.slice(from, from + 3).join(" ")}"`;
    },
    "nothing found": () => `${long()} zqx${random.below(100)}vkw`,
  };
  return (name) => {
    const person = random.pick(tenant.people);
    for (;;) {
      const text = texts[name]();
      const parsed = parseQuery(text);
      if (!parsed.ok) continue;
      const { terms, not, has, isThread } = parsed.query;
      const mine = tenant.rooms.filter(({ members }) => members.includes(person));
      const wish: SearchWish = {
        terms,
        not,
        has,
        isThread,
        rooms: null,
        authors: null,
        fromMs: null,
        toMs: null,
        after: null,
      };
      if (name === "from: and a word") wish.authors = [random.pick(tenant.people)];
      if (name === "in: and a word") wish.rooms = [random.pick(mine).id];
      if (name === "before: and a word") wish.toMs = Date.UTC(2016 + random.below(10), random.below(12), 1);
      if (name === "has:link and a word") wish.has = ["link"];
      return { person, text, wish };
    }
  };
}

function inner(random: Random, text: string, length: number): string {
  const points = Array.from(text);
  const from = random.below(Math.max(1, points.length - length));
  return points
    .slice(from, from + length)
    .join("")
    .trim();
}
