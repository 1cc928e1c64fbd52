/** A message that only greets or thanks: no document answers it, and "I do not know" would be a strange reply. */
export type SmallTalk = "hello" | "thanks";

const HELLO =
  /^(?:hi|hello|hey|hallo|guten (?:tag|morgen|abend)|moin|servus|salut|bonjour|bonsoir|coucou|hola|buen[oa]s (?:días|dias|tardes|noches)|olá|ola|oi|bom dia|boa (?:tarde|noite)|good (?:morning|afternoon|evening|day)|مرحبا|مرحبًا|أهلا|أهلًا|السلام عليكم)(?: (?:there|zusammen|all|you))?$/iu;
const THANKS =
  /^(?:(?:ok|okay|great|super|perfect|perfekt|parfait|perfecto|perfeito)[, ]+)?(?:thanks?|thank you|thx|danke|danke (?:schön|dir|ihnen)|vielen dank|merci|merci (?:beaucoup|bien)|gracias|muchas gracias|obrigad[oa]|muito obrigad[oa]|شكرا|شكرًا|شكرا لك)(?: (?:very much|so much|a lot|sehr))?$/iu;

export function smallTalk(text: string): SmallTalk | null {
  const plain = text
    .replaceAll(/\u200d|\ufe0f/g, "")
    .replaceAll(/[\p{P}\p{S}]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (HELLO.test(plain)) return "hello";
  return THANKS.test(plain) ? "thanks" : null;
}
