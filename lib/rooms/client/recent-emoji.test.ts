import { expect, it } from "vitest";
import { noteEmoji, recentEmoji } from "./recent-emoji";

function storage(text: string | null = null) {
  let held = text;
  return { getItem: () => held, setItem: (_key: string, value: string) => void (held = value) };
}

it("offers common ones first, then what was used, latest first and once", () => {
  const kept = storage();
  expect(recentEmoji(kept, 3)).toEqual(["👍", "✅", "👀"]);
  noteEmoji(kept, "🎉");
  noteEmoji(kept, "👀");
  noteEmoji(kept, "🎉");
  expect(recentEmoji(kept, 3)).toEqual(["🎉", "👀", "👍"]);
});

it("leaves out what is not here", () => {
  const kept = storage('[":cat:", "🎉"]');
  expect(recentEmoji(kept, 2, (emoji) => emoji !== ":cat:")).toEqual(["🎉", "👍"]);
  expect(recentEmoji(kept, 2)).toEqual([":cat:", "🎉"]);
});

it("survives a storage that refuses, lies, or is not there", () => {
  const refusing = {
    getItem: () => {
      throw new Error("forbidden");
    },
    setItem: () => {
      throw new Error("full");
    },
  };
  noteEmoji(refusing, "🎉");
  for (const one of [refusing, storage("{"), storage('{"a":1}'), storage('["👍", 3, null]'), null])
    expect(recentEmoji(one, 3)).toEqual(["👍", "✅", "👀"]);
});
