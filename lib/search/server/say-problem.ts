import { HAS, QUERY_LIMITS, type QueryProblem } from "../core/parse-query";

/** A problem in words, for callers of the API; the interface says it in its own language. */
export function sayProblem({ code, part }: QueryProblem): string {
  switch (code) {
    case "empty":
      return "There is nothing to search for.";
    case "too_long":
      return `A search has at most ${QUERY_LIMITS.charsMax} characters.`;
    case "too_many_terms":
      return `A search has at most ${QUERY_LIMITS.termsMax} words and ${QUERY_LIMITS.namesMax} names.`;
    case "unclosed_quote":
      return `The quote in ${part} is not closed.`;
    case "missing_value":
      return `The filter ${part} has no value.`;
    case "unknown_has":
      return `"${part}" is not known: has: takes ${HAS.join(", ")}.`;
    case "unknown_is":
      return `"${part}" is not known: is: takes thread.`;
    case "bad_day":
      return `"${part}" names no day: write 2026-03-31, today or yesterday.`;
    case "repeated":
      return `"${part}" is given twice.`;
    case "no_letters":
      return `"${part}" has no letter, digit or emoji to look for.`;
    case "not_a_filter":
      return `"${part}": only words and phrases can be left out with a minus.`;
    case "only_not":
      return "Say what to look for as well, not only what to leave out.";
    default:
      return code satisfies never;
  }
}
