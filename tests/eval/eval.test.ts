import { describe, expect, it } from "vitest";
import { evaluate } from "./run-all";
import { ANSWERABLE, UNANSWERABLE } from "./questions";
import { docsOf, indexOfDocs } from "./corpus";

describe("answers from Parlor's own documentation", () => {
  const { figures, missed, judged } = evaluate();

  it("hold the gates, on the half that nothing was fitted on as well", () => {
    expect(missed).toEqual([]);
    expect(figures.all.answerable).toBeGreaterThanOrEqual(30);
    expect(figures.all.unanswerable).toBeGreaterThanOrEqual(30);
  });

  it("quote word for word, from the place they name", () => {
    const answered = judged.filter(({ cited }) => cited.length > 0);
    expect(answered.length).toBeGreaterThan(30);
    expect(answered.every(({ verbatim }) => verbatim)).toBe(true);
  });
});

describe("the judged set", () => {
  it("names pages and passages that are there, and asks nothing twice", () => {
    const paths = new Set(docsOf(process.cwd()).map(({ path }) => path));
    for (const { pages = [] } of ANSWERABLE) for (const page of pages) expect(paths).toContain(page);
    const asked = [...ANSWERABLE, ...UNANSWERABLE].map(({ ask }) => ask);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("is over chunks that are the text of their pages", () => {
    const { store, pages } = indexOfDocs();
    const all = store.passages(store.rows<{ id: number }>("SELECT id FROM chunks").map(({ id }) => id));
    expect(all.length).toBeGreaterThan(100);
    for (const { documentId, start, end, text } of all)
      expect(pages.get(documentId)?.text.slice(start, end)).toBe(text);
  });
});
