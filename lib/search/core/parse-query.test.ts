import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuery, type ParsedQuery, type ProblemCode } from "./parse-query";

function queryOf(text: string): ParsedQuery {
  const result = parseQuery(text);
  if (!result.ok) throw new Error(`${text}: ${result.problem.code}`);
  return result.query;
}

const termsOf = (text: string) => queryOf(text).terms.map(({ text: term, match }) => `${match}:${term}`);

describe("parseQuery", () => {
  it.each([
    ["Deploy  failed", ["anywhere:deploy", "anywhere:failed"]],
    ["Straße CAFÉ", ["anywhere:strasse", "anywhere:cafe"]],
    ['"release  notes" draft', ["words:release notes", "anywhere:draft"]],
    ["“release notes”", ["words:release notes"]],
    ["deploy*", ["start:deploy"]],
    ["a Go 7", ["words:a", "words:go", "words:7"]],
    ["10.20.0.7", ["anywhere:10.20.0.7"]],
    ["https://a.example/x?y=1#z", ["anywhere:https://a.example/x?y=1#z"]],
    ["ada@example.com std::vector 10:30", ["anywhere:ada@example.com", "anywhere:std::vector", "anywhere:10:30"]],
    ["getUserById snake_case", ["anywhere:getuserbyid", "anywhere:snake_case"]],
    ["東京 京", ["anywhere:東京", "anywhere:京"]],
    ["👍", ["anywhere:👍"]],
    ["C++", ["anywhere:c++"]],
  ])("reads the words of %s", (text, terms) => expect(termsOf(text)).toEqual(terms));

  it("reads filters beside words, in any letter case", () => {
    expect(
      queryOf('FROM:me in:"release team" from:"Ada L" has:Link has:link is:thread after:2026-01-31 on:today x1y'),
    ).toEqual({
      terms: [{ text: "x1y", match: "anywhere" }],
      not: [],
      from: [
        { name: "me", start: 0, end: 7 },
        { name: "Ada L", start: 26, end: 38 },
      ],
      in: [{ name: "release team", start: 8, end: 25 }],
      before: null,
      after: { day: "2026-01-31", start: 67, end: 83 },
      on: { day: "today", start: 84, end: 92 },
      has: ["link"],
      isThread: true,
    });
  });

  it("takes a minus for words and phrases that must not be there, and a lone one for itself", () => {
    expect(queryOf('deploy -failed -"on friday"').not).toEqual([
      { text: "failed", match: "anywhere" },
      { text: "on friday", match: "words" },
    ]);
    expect(termsOf("well-known")).toEqual(["anywhere:well-known"]);
  });

  it.each<[string, ProblemCode, string]>([
    ["   ", "empty", ""],
    ['deploy "on friday', "unclosed_quote", '"on friday'],
    ["deploy from: ada", "missing_value", "from:"],
    ['in:""', "missing_value", 'in:""'],
    ["x has:emoji", "unknown_has", "has:emoji"],
    ["is:open", "unknown_is", "is:open"],
    ["before:yesteryear", "bad_day", "before:yesteryear"],
    ["on:2026-02-30", "bad_day", "on:2026-02-30"],
    ["on:today on:yesterday", "repeated", "on:yesterday"],
    ["deploy -> done", "no_letters", "->"],
    ["deploy -from:ada", "not_a_filter", "-from:ada"],
    ["-deploy", "only_not", "-deploy"],
    ["a b c d e f g h i j k l m", "too_many_terms", "a b c d e f g h i j k l m"],
  ])("names the part at fault in %s", (text, code, part) => {
    expect(parseQuery(text)).toMatchObject({ ok: false, problem: { code, part } });
    const result = parseQuery(text);
    if (!result.ok && code !== "empty") expect(text.slice(result.problem.start, result.problem.end)).toBe(part);
  });

  it("refuses what is too long", () => {
    expect(parseQuery("x".repeat(401))).toMatchObject({ ok: false, problem: { code: "too_long" } });
  });

  it("answers anything at all, and every problem stands inside of what was typed", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom('"', "from:", "in:", "-", "*", " ", "on:2026-01-01", "“"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join("");
        const result = parseQuery(text);
        if (result.ok) return;
        expect(result.problem.start).toBeGreaterThanOrEqual(0);
        expect(result.problem.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
