/** Messages as a company writes them: several languages, scripts without spaces, addresses, code. */
import { randomOf, type Random } from "./random";

const SYLLABLES: Record<string, readonly string[]> = {
  en: "ing er the tion re con st al ment pro ly an or ver in ent ter able com per is at on un de ship work day light hand".split(
    " ",
  ),
  de: "ung gen ver sch ein aus lich keit ab auf heit ter bei zu rück straß größ prüf änder liefer rech ver ant wort be an".split(
    " ",
  ),
  fr: "tion ment é ré con ent eur age ier être çais où à cé par pré dans veau jour ligne vers soir dé ouv".split(" "),
  ru: "про ста ние ть ова ска при пере ми ло ко раз ный ого сть по не до вы чё".split(" "),
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
    Object.keys(SYLLABLES).map((language) => [language, vocabulary(random, language)] as const),
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
  const syllables = SYLLABLES[language] ?? [];
  const made = new Set(COMMON[language]);
  while (made.size < WORDS_PER_LANGUAGE)
    made.add(Array.from({ length: 2 + random.below(4) }, () => random.pick(syllables)).join(""));
  return [...made];
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
