import { fold } from "../core/fold";
import { HAS } from "../core/parse-query";

/** What a filter may be given, as the page knows it. */
export interface Vocabulary {
  people: readonly { id: string; name: string }[];
  rooms: readonly { id: string; name: string }[];
}

export interface Suggestion {
  kind: "filter" | "person" | "room" | "value" | "recent";
  /** Of a filter: which. */
  filter?: Filter;
  /** Shown. */
  label: string;
  /** What the whole search is after choosing it. */
  text: string;
}

const FILTERS = ["from", "in", "before", "after", "on", "has", "is"] as const;
export type Filter = (typeof FILTERS)[number];
const SHOWN_MAX = 8;

const filterSuggestion = (filter: Filter, before: string): Suggestion => ({
  kind: "filter",
  filter,
  label: `${filter}:`,
  text: `${before}${filter}:`,
});

/** What could come next where the caret stands, at the end of what was typed before it. */
export function suggest(typed: string, vocabulary: Vocabulary, recent: readonly string[]): Suggestion[] {
  if (typed.trim() === "") {
    const kept = recent.map((text): Suggestion => ({ kind: "recent", label: text, text }));
    return [...kept, ...FILTERS.map((filter) => filterSuggestion(filter, ""))];
  }
  const match = /(?:^|\s)((from|in|has|is|on|before|after):("?)([^"]*)|[a-z]+)$/iu.exec(typed);
  if (match === null) return [];
  const [, token = "", key, quote, value = ""] = match;
  // A value without quotes ends at the first space.
  if (key !== undefined && quote === "" && /\s/.test(value)) return [];
  const before = typed.slice(0, typed.length - token.length);
  if (key === undefined) {
    const word = token.toLowerCase();
    return FILTERS.filter((filter) => `${filter}:`.startsWith(word)).map((filter) => filterSuggestion(filter, before));
  }
  const name = key.toLowerCase();
  const complete = (kind: Suggestion["kind"], label: string): Suggestion => ({
    kind,
    label,
    text: `${before}${name}:${/\s/.test(label) ? `"${label}"` : label} `,
  });
  const wanted = fold(value).replace(/^[@#]/, "");
  const fits = (text: string) => ` ${fold(text)}`.includes(` ${wanted}`);
  switch (name) {
    case "from":
      return ["me", ...vocabulary.people.map((person) => person.name)]
        .filter(fits)
        .slice(0, SHOWN_MAX)
        .map((one) => complete("person", one));
    case "in":
      return vocabulary.rooms
        .filter((room) => room.name !== "" && fits(room.name))
        .slice(0, SHOWN_MAX)
        .map((room) => complete("room", room.name));
    case "has":
      return HAS.filter(fits).map((one) => complete("value", one));
    case "is":
      return ["thread"].filter(fits).map((one) => complete("value", one));
    default:
      return ["today", "yesterday"].filter(fits).map((one) => complete("value", one));
  }
}
