import { expect, it } from "vitest";
import { excerptOf } from "./excerpt";
import { recentSearches } from "./recent";
import { suggest } from "./suggest";

const vocabulary = {
  people: [
    { id: "1", name: "Ada Lovelace" },
    { id: "2", name: "Zoë" },
  ],
  rooms: [
    { id: "3", name: "general" },
    { id: "4", name: "" },
  ],
};
const texts = (typed: string, recent: string[] = []) => suggest(typed, vocabulary, recent).map(({ text }) => text);

it("suggests recent searches and every filter before anything is typed", () => {
  expect(texts("", ["deploy"])).toEqual(["deploy", "from:", "in:", "before:", "after:", "on:", "has:", "is:"]);
});

it.each([
  ["deploy fr", ["deploy from:"]],
  ["from:ad", ['from:"Ada Lovelace" ']],
  ['x from:"ada l', ['x from:"Ada Lovelace" ']],
  ["from:love", ['from:"Ada Lovelace" ']],
  ["FROM:zoe", ["from:Zoë "]],
  ["in:#gen", ["in:general "]],
  ["has:l", ["has:link "]],
  ["is:", ["is:thread "]],
  ["before:y", ["before:yesterday "]],
  ["from:ada deploy", []],
  ["plain words", []],
])("completes %s", (typed, expected) => expect(texts(typed)).toEqual(expected));

it("keeps the last searches once each, and does without storage", () => {
  const held = new Map<string, string>();
  const storage = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, text: string) => void held.set(key, text),
  };
  const recent = recentSearches(storage as Storage, "demo:ada");
  for (const text of ["a", "b", "a", "1", "2", "3", "4", "5", "6", "7"]) recent.add(text);
  expect(recent.list()).toEqual(["7", "6", "5", "4", "3", "2", "1", "a"]);
  recent.clear();
  expect(recent.list()).toEqual([]);
  held.set("parlor.search.1:demo:ada", "{broken");
  expect(recent.list()).toEqual([]);
  expect(recentSearches(null, "x").add("y")).toEqual(["y"]);
});

it("cuts a long message around its first highlight, and no letter or mention in two", () => {
  const token = "<@&0190aaaa-0000-7000-8000-000000000001>";
  const short = `before ${token} after`;
  expect(excerptOf(short, [[0, 6]])).toEqual({ text: short, ranges: [[0, 6]], cutStart: false, cutEnd: false });

  // The cut before falls into the first token, the cut behind into the second.
  const body = `${"a".repeat(300)}${token}${"b".repeat(100)}HIT${"c".repeat(257)}${token}${"d".repeat(300)}`;
  const at = body.indexOf("HIT");
  const { text, ranges, cutStart, cutEnd } = excerptOf(body, [[at, at + 3]]);
  expect(text.startsWith(token)).toBe(true);
  expect(text.endsWith(token)).toBe(true);
  expect(ranges.map(([from, to]) => text.slice(from, to))).toEqual(["HIT"]);
  expect([cutStart, cutEnd]).toEqual([true, true]);
  const faces = excerptOf("😀".repeat(500), []);
  expect(faces.text.length % 2).toBe(0);
  expect(excerptOf(`x${"😀".repeat(500)}`, []).text).toMatch(/^x(?:😀)+$/u);
});
