/** A search as typed, taken apart. Pure: who "from:ada" is and when "before:2026-03-01" is, the server finds out. */
import { fold } from "./fold";
import { gramsOf } from "./grams";

export const QUERY_LIMITS = { charsMax: 400, termsMax: 12, namesMax: 10 } as const;

export const HAS = ["link", "file", "reaction", "pin"] as const;
export type Has = (typeof HAS)[number];

/**
 * `anywhere`: also inside words. `start`: a word that begins so (`deploy*`). `words`: whole words, as a phrase in quotes
 * or when there are only one or two letters.
 */
export interface Term {
  text: string;
  match: "anywhere" | "start" | "words";
}

/** A name that a filter gives, and where it stands. */
export interface Named extends Place {
  name: string;
}

export interface Day extends Place {
  /** yyyy-mm-dd, today or yesterday. */
  day: string;
}

export interface ParsedQuery {
  terms: Term[];
  not: Term[];
  from: Named[];
  in: Named[];
  before: Day | null;
  after: Day | null;
  on: Day | null;
  has: Has[];
  isThread: boolean;
}

/** Where something stands in what was typed, in UTF-16 units. */
export interface Place {
  start: number;
  end: number;
}

export type ProblemCode =
  | "empty"
  | "too_long"
  | "too_many_terms"
  | "unclosed_quote"
  | "missing_value"
  | "unknown_has"
  | "unknown_is"
  | "bad_day"
  | "repeated"
  | "no_letters"
  | "not_a_filter"
  | "only_not";

/** What is wrong with a search, and which part of it. */
export interface QueryProblem extends Place {
  code: ProblemCode;
  part: string;
}

export type ParseResult = { ok: true; query: ParsedQuery } | { ok: false; problem: QueryProblem };

interface Token extends Place {
  negated: boolean;
  /** Of a filter. */
  key: string | null;
  value: string;
  quoted: boolean;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads a search. Never throws; the first problem names its part. */
export function parseQuery(text: string): ParseResult {
  const whole = { start: 0, end: text.length };
  if (text.trim() === "") return failed("empty", "", whole);
  if (Array.from(text).length > QUERY_LIMITS.charsMax) return failed("too_long", text, whole);
  const query: ParsedQuery = {
    terms: [],
    not: [],
    from: [],
    in: [],
    before: null,
    after: null,
    on: null,
    has: [],
    isThread: false,
  };
  for (const token of tokensOf(text)) {
    const part = text.slice(token.start, token.end);
    const code =
      token.key === "?" ? "unclosed_quote" : token.key === null ? addTerm(query, token) : addFilter(query, token);
    if (code !== null) return failed(code, part, token);
  }
  if (query.terms.length + query.not.length > QUERY_LIMITS.termsMax) return failed("too_many_terms", text, whole);
  const { not: _, ...wanted } = query;
  const asks = Object.values(wanted).some((value) => (Array.isArray(value) ? value.length > 0 : Boolean(value)));
  if (!asks) return failed("only_not", text, whole);
  return { ok: true, query };
}

function failed(code: ProblemCode, part: string, { start, end }: Place): ParseResult {
  return { ok: false, problem: { code, part, start, end } };
}

const FILTER = "from|in|before|after|on|has|is";
const TOKEN = new RegExp(
  `(?<minus>-?)(?:(?<bare>${FILTER}):(?=\\s|$)|(?:(?<key>${FILTER}):)?(?:"(?<quote>[^"]*)"|“(?<curly>[^”]*)”|(?<open>["“][^]*)|(?<word>\\S+)))`,
  "giu",
);

/**
 * Words, "phrases" and filters, each with its minus. A quote that never closes is the key "?". A colon that is no
 * filter's belongs to the text: http://, std::vector, 10:30.
 */
function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const { minus, bare, key, quote, curly, open, word } = match.groups ?? {};
    const name = (bare ?? key)?.toLowerCase() ?? null;
    return {
      start: match.index,
      end: match.index + match[0].length,
      negated: minus === "-",
      key: open === undefined ? name : "?",
      value: quote ?? curly ?? open ?? word ?? "",
      quoted: quote !== undefined || curly !== undefined,
    };
  });
}

function addTerm(query: ParsedQuery, { value, negated, quoted }: Token): ProblemCode | null {
  const starred = !quoted && /[^*]\*$/.test(value);
  const text = fold(starred ? value.slice(0, -1) : value).trim();
  if (gramsOf(text).length === 0) return "no_letters";
  const match = starred ? "start" : quoted || isShort(text) ? "words" : "anywhere";
  (negated ? query.not : query.terms).push({ text, match });
  return null;
}

/** One or two letters are looked for as words: inside of words they are everywhere. */
function isShort(text: string): boolean {
  return /^[\p{L}\p{N}]{1,2}$/u.test(text) && gramsOf(text, { openStart: true, openEnd: true }).length === 0;
}

function addFilter(query: ParsedQuery, token: Token): ProblemCode | null {
  const { key, negated, start, end } = token;
  const value = token.value.trim();
  if (negated) return "not_a_filter";
  if (value === "") return "missing_value";
  switch (key) {
    case "from":
    case "in":
      if (query[key].length >= QUERY_LIMITS.namesMax) return "too_many_terms";
      query[key].push({ name: value, start, end });
      return null;
    case "has": {
      const has = HAS.find((one) => one === value.toLowerCase());
      if (has === undefined) return "unknown_has";
      if (!query.has.includes(has)) query.has.push(has);
      return null;
    }
    case "is":
      if (value.toLowerCase() !== "thread") return "unknown_is";
      query.isThread = true;
      return null;
    case "before":
    case "after":
    case "on": {
      const day = value.toLowerCase();
      if (query[key] !== null) return "repeated";
      if (!isDay(day)) return "bad_day";
      query[key] = { day, start, end };
      return null;
    }
    default:
      return null;
  }
}

function isDay(day: string): boolean {
  if (day === "today" || day === "yesterday") return true;
  // Date.parse takes 30 February for 2 March.
  const parsed = DAY.test(day) ? new Date(`${day}T00:00:00Z`) : null;
  return parsed !== null && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}
