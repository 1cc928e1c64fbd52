import { expect, it } from "vitest";
import { quoteOf } from "./quote";

it("marks every line, empty ones too", () => {
  expect(quoteOf("one\n\ntwo")).toBe("> one\n>\n> two");
});

it("names the writer above and leads there below", () => {
  expect(quoteOf("one", { from: "Ada:", link: "https://a.example/1" })).toBe("> Ada:\n> one\nhttps://a.example/1");
});

it("cuts what is long between characters, and closes a block the cut left open", () => {
  const quoted = quoteOf(`\`\`\`\n${"🎉".repeat(900)}`);
  expect(quoted.startsWith("> ```\n> 🎉")).toBe(true);
  expect(quoted.endsWith(" …\n> ```")).toBe(true);
  expect(quoted.isWellFormed()).toBe(true);
  expect([...quoted].length).toBeLessThan(650);
});
