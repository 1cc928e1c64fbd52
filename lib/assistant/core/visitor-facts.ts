/** What visitors say about themselves, so that they are not asked twice: their own sentences, redacted, the newest ones. */
const FACTS_MAX = 12;
const FACT_CHARS_MAX = 160;
/** Of oneself, in the languages of the panel. */
const OF_ONESELF =
  /(?:^|[^\p{L}])(?:my|i am|i'm|i have|i live|we are|our|mein\p{L}*|ich bin|ich habe|unser\p{L}*|mon|ma|mes|je suis|j'ai|notre|soy|tengo|mi|nuestr\p{L}*|meu|minha|sou|tenho|nosso)(?=$|[^\p{L}])|أنا|لدي|عندي/iu;
/** Something that can be known: a figure, a name, a placeholder. */
const SPECIFIC = /\d|\[[a-z-]+-\d+\]|(?<=\s)\p{Lu}\p{Ll}+/u;

export function withFacts(known: readonly string[], text: string): string[] {
  const said = text
    .split(/(?<=[.!?؟。])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => !/[?？؟]$/u.test(sentence) && sentence.length <= FACT_CHARS_MAX)
    .filter((sentence) => OF_ONESELF.test(sentence) && SPECIFIC.test(sentence));
  return [...known.filter((fact) => !said.includes(fact)), ...said].slice(-FACTS_MAX);
}
