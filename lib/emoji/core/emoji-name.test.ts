import { expect, it } from "vitest";
import { isEmojiName, nameInShortcode, nameOfFile, shortcodeOf, splitShortcodes, toEmojiName } from "./emoji-name";

it("knows a name, and the name in a shortcode", () => {
  for (const name of ["ab", "party-parrot", "_x_", "12", "a".repeat(32)]) {
    expect(isEmojiName(name)).toBe(true);
    expect(nameInShortcode(shortcodeOf(name))).toBe(name);
  }
  for (const name of ["", "a", "a".repeat(33), "Ab", "a b", "é".repeat(3), ":ab:", "ab\n"]) {
    expect(isEmojiName(name), name).toBe(false);
    expect(nameInShortcode(`:${name}:`), name).toBe(null);
  }
  expect(nameInShortcode("👍")).toBe(null);
});

it("makes a name of what was typed, and of a file's name", () => {
  expect(toEmojiName(":Party Parrot:")).toBe("party_parrot");
  expect(toEmojiName("Crème brûlée")).toBe("creme_brulee");
  expect(nameOfFile("Ship it! (1).final.PNG")).toBe("ship_it_1_final");
  expect(nameOfFile("猫.gif")).toBe("");
  expect(toEmojiName("x".repeat(40))).toHaveLength(32);
});

it("finds the names in a line of text, and none in a time or a path", () => {
  expect(splitShortcodes(":ship-it: at sea :my_cat:")).toEqual([
    { name: "ship-it" },
    { text: " at sea " },
    { name: "my_cat" },
  ]);
  expect(splitShortcodes(":ab::cd:")).toEqual([{ name: "ab" }, { name: "cd" }]);
  for (const text of ["10:30:00", "std::map::at", "a:bc:", ":A:", "none"])
    expect(splitShortcodes(text)).toEqual([{ text }]);
  expect(splitShortcodes("")).toEqual([]);
});
