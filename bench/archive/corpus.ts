/** Messages as a company writes them: several languages, scripts without spaces, addresses, code. */
import { randomOf, type Random } from "./random";

/** What syllables are made of: beginnings, vowels, ends. Few of them are in most words, as in a language. */
const SOUNDS: Record<string, readonly [string, string, string]> = {
  en: [
    "t r s n l d c m p w h f b g st th pr tr ch sh v k br cl gr pl y fr j bl sp cr dr fl sl qu sc",
    "e a i o u ea ou ai ee oo ie",
    "n r s t ng l d m nt st ck th ll ss p nd rt ct x ght b rk w",
  ],
  de: [
    "g b sch v d st h w z f r l m k t n s sp pf tr br gr pr kl fr schl zw kn",
    "e a i u ei o ie au ä ü ö eu",
    "n r t ch s l ng st cht ck m nd rt ll ß tz nk p rch f g",
  ],
  fr: [
    "p d c l r s m v t n f b g qu ch pr tr br j pl cr gr fr",
    "e é a i o u ou ai è eau oi eu ê ô â",
    "r n t nt s l ss x c m gn ct ll ç rt d st",
  ],
  ru: [
    "п с р в к н т д м л б г з пр ст ч ш х ж тр кр сл гр ц ф",
    "о а е и у я ы ю ё э",
    "т н л м с й в к р ть д г ст з х ш нт б п ж",
  ],
};
const COMMON: Record<string, readonly string[]> = {
  en: "the to and a of in is it for we on you that this with be can not are have at as if will from so by or just when there about no up what now do was all".split(
    " ",
  ),
  de: "der die das und ist nicht wir ich zu in mit auf es ein für an den sich von auch noch wird bei aus nur so wie dass kann".split(
    " ",
  ),
  fr: "le la les de et un une est pas nous on pour dans que qui sur avec ce il je plus par mais au".split(" "),
  ru: "и в не на что с это по я мы как но у за к из от так же бы".split(" "),
};
const LANGUAGES = ["en", "en", "en", "en", "de", "de", "fr", "ru"] as const;
const WORDS_PER_LANGUAGE = 30_000;
export const CORPUS_SEED = 7;

export interface Corpus {
  /** The next message. */
  message(): string;
  /** Words by how frequent they are: the first are in every tenth message, the last in a few. */
  words: Record<string, readonly string[]>;
}

/** The same messages for the same seed. */
export function corpusOf(seed: number): Corpus {
  const random = randomOf(seed);
  const words = Object.fromEntries(
    Object.keys(SOUNDS).map((language) => [language, vocabulary(random, language)] as const),
  );
  const sentence = (language: string) => {
    const list = words[language] ?? [];
    const count = 3 + random.below(18);
    const text = Array.from({ length: count }, () => list[random.zipf(list.length)] ?? "").join(" ");
    return text.charAt(0).toUpperCase() + text.slice(1) + random.pick([".", "", "?", ""]);
  };
  return {
    words,
    message() {
      const kind = random.next();
      if (kind < 0.06) return han(random, 6 + random.below(50), 0x4e00, 3_500);
      if (kind < 0.09) return japanese(random);
      if (kind < 0.11) return korean(random);
      if (kind < 0.12) return han(random, 10 + random.below(40), 0x0e01, 46);
      if (kind < 0.17) return `${sentence("en")} https://${host(random)}/${path(random, words["en"] ?? [])}`;
      if (kind < 0.2) return `${sentence("en")} ${address(random)} ${sentence("en")}`;
      if (kind < 0.24) return code(random, words["en"] ?? []);
      return sentence(random.pick(LANGUAGES));
    },
  };
}

function vocabulary(random: Random, language: string): string[] {
  const [begins = [], vowels = [], ends = []] = (SOUNDS[language] ?? []).map((sounds) => sounds.split(" "));
  const some = (sounds: readonly string[]) => sounds[random.zipf(sounds.length)] ?? "";
  const syllable = () => some(begins) + some(vowels) + (random.next() < 0.6 ? some(ends) : "");
  const common = COMMON[language] ?? [];
  const made = new Set<string>();
  while (made.size < WORDS_PER_LANGUAGE) made.add(Array.from({ length: 1 + random.below(4) }, syllable).join(""));
  // Frequent words are short.
  const weighed = [...made].map((word) => ({ word, weight: word.length + 8 * random.next() }));
  return [...new Set([...common, ...weighed.toSorted((a, b) => a.weight - b.weight).map(({ word }) => word)])];
}

function han(random: Random, length: number, from: number, kinds: number): string {
  const order = (rank: number) => from + ((rank * 7_919) % kinds);
  return Array.from({ length }, () => String.fromCodePoint(order(random.zipf(kinds)))).join("");
}

function japanese(random: Random): string {
  const parts = Array.from({ length: 3 + random.below(6) }, () => {
    return han(random, 1 + random.below(3), 0x4e00, 2_000) + han(random, 1 + random.below(4), 0x3041, 80);
  });
  return `${parts.join("")}。`;
}

function korean(random: Random): string {
  return Array.from({ length: 3 + random.below(8) }, () => han(random, 2 + random.below(3), 0xac00, 1_500)).join(" ");
}

export function address(random: Random): string {
  return [10, random.below(32), random.below(256), random.below(256)].join(".");
}

function host(random: Random): string {
  return `${random.pick(["wiki", "git", "shop", "status", "docs"])}${random.below(40)}.example.${random.pick(["com", "org", "de"])}`;
}

function path(random: Random, words: readonly string[]): string {
  return `${words[random.zipf(words.length)] ?? ""}/${random.below(100_000)}?tab=${random.pick(["log", "diff", "all"])}`;
}

function code(random: Random, words: readonly string[]): string {
  const name = () => words[random.zipf(words.length)] ?? "";
  const camel = `${name()}${name().charAt(0).toUpperCase()}${name().slice(1)}Id`;
  return `\`\`\`\nconst ${camel} = await ${name()}_${name()}(${random.below(10_000)}); // ERR_${name().toUpperCase()}_${random.below(500)}\n\`\`\``;
}
