import { describe, expect, it } from "vitest";
import { nextSentences, spoken } from "./sentences";

/** Feeds a text token by token, as an answer comes. */
function hear(text: string, size: number): string[] {
  const heard: string[] = [];
  let from = 0;
  for (let end = size; end < text.length + size; end += size) {
    const next = nextSentences(text.slice(0, end), from, end >= text.length);
    heard.push(...next.said);
    from = next.from;
  }
  return heard;
}

describe("nextSentences", () => {
  it("says each sentence once, whole, however the tokens fall", () => {
    const text = "Returns are free. It costs 4.50 otherwise! Really?\n- One\n- Two\nThe end";
    for (let size = 1; size < 20; size++) {
      expect(hear(text, size)).toEqual([
        "Returns are free.",
        "It costs 4.50 otherwise!",
        "Really?",
        "One",
        "Two",
        "The end",
      ]);
    }
  });

  it("takes what closes behind an end for a part of the sentence, however the tokens fall", () => {
    const text =
      "**Returns are free.** *Really?* ~~Not now.~~ Run `npm start.` He said “wait.” (See below.) " +
      "[Read the page.](https://a.example/b) It holds.[1] Use **4.50** and a.b here. __The end.__";
    for (let size = 1; size < 20; size++) {
      expect(hear(text, size)).toEqual([
        "Returns are free.",
        "Really?",
        "Not now.",
        "Run npm start.",
        "He said “wait.”",
        "(See below.)",
        "Read the page.",
        "It holds.",
        "Use 4.50 and a.b here.",
        "The end.",
      ]);
    }
  });

  it("says nothing of an answer that is empty", () => {
    expect(nextSentences("", 0, true)).toEqual({ said: [], from: 0 });
  });
});

describe("spoken", () => {
  it("reads the cells of a table and not its lines", () => {
    expect(["| Part | Weight |", "|---|:--|", "| Pole | 320 g |"].map(spoken)).toEqual([
      "Part Weight",
      "",
      "Pole 320 g",
    ]);
  });

  it("reads without marks, addresses and numbers of sources", () => {
    expect(spoken("## **Bold** and `code`, see [the page](https://a.example) [1].")).toBe(
      "Bold and code, see the page.",
    );
  });
});
