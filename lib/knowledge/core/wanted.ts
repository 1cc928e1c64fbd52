/** What kind of thing a question wants to hear: a length of time, a number, somebody. */
interface Wanted {
  asks: RegExp;
  says: RegExp;
}

const UNIT = "(?:second|minute|hour|day|night|week|month|quarter|year)s?";
const SPELT =
  "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|million";
const EDGE = "(?:^|[^\\p{L}\\p{N}])";

const KINDS: readonly Wanted[] = [
  {
    asks: new RegExp(
      `\\b(?:how (?:long|soon|often|quickly|fast|late|early|far (?:back|ahead))|when|at what (?:time|hour)|(?:how many|number of) ${UNIT})\\b`,
      "i",
    ),
    says: new RegExp(
      `\\b(?:\\d[\\d,. ]*|${SPELT}|an?|one|half an?|few|some)[ -]${UNIT}\\b|\\b(?:every|each|per) ${UNIT}\\b|\\b(?:daily|weekly|monthly|hourly|yearly|at once|immediately|instantly|never|always|forever|midnight|noon|soon|until|in the morning|o'clock|\\d+ ?(?:s|ms|min|h)|\\d\\d?:\\d\\d|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\\b`,
      "i",
    ),
  },
  {
    // "How long may a text be?" wants a number as well, which the kind above takes for a time: it is looked for in both.
    asks: new RegExp(
      `\\b(?:how (?:many|much|big|large|small|high)|maximum|minimum|max|min|number of|limit|size|length|percentage|share of|status code|port)\\b|${EDGE}(?:wie ?viele?|wie gro(?:ß|ss)|wie hoch|combien|cuánt[oa]s?|cuanto|quant[oa]s?)(?!\\p{L})`,
      "iu",
    ),
    says: new RegExp(
      `(?:^|[\\s(~<>≤=|×-])\\d[\\d,.]*(?![\\w-]*[a-z]{3})|\\b(?:${SPELT}|no limit|unlimited|any number|as many|only one|a single|half|third|quarter)\\b|\\d ?(?:%|kB|MB|GB|TB)`,
      "i",
    ),
  },
  {
    asks: /\b(?:who|whose|whom)\b/i,
    says: /\b(?:owners?|admin(?:istrator)?s?|members?|guests?|moderators?|operators?|every(?:one|body)|any(?:one|body)|nobody|somebody|person|people|users?|visitors?|authors?|colleagues?|customers?|employees?|those who|whoever|you|staff|team)\b/i,
  },
];

/** What a sentence has to have in order to say what the question wants; null: anything may answer it. */
export function wantedBy(question: string): RegExp | null {
  return KINDS.find(({ asks }) => asks.test(question))?.says ?? null;
}
