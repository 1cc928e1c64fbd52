import { expect, it } from "vitest";
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
