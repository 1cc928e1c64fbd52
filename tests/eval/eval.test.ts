import { retrieve } from "@/durable-objects/knowledge/retrieve";
import { describe, expect, it } from "vitest";
import { evaluate } from "./run-all";
import { ANSWERABLE, UNANSWERABLE } from "./questions";
import { allDocsOf, docsOf, indexOfDocs } from "./corpus";
import { DEVELOPMENT_ANSWERABLE, DEVELOPMENT_UNANSWERABLE } from "./development-questions";
import { THIRD_ANSWERABLE, THIRD_UNANSWERABLE } from "./third-questions";
import { FRESH_ANSWERABLE, FRESH_UNANSWERABLE } from "./fresh-questions";

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

describe("retrieval", () => {
  it("is as sure of a question whatever number of passages is asked for", () => {
    const { store } = indexOfDocs();
    for (const { ask } of [...ANSWERABLE.slice(0, 10), ...UNANSWERABLE.slice(0, 10)]) {
      const [one, ten] = [1, 10].map((limit) => retrieve(store, ask, limit, null));
      expect(one?.confidence).toBe(ten?.confidence);
      expect(one?.passages).toEqual(ten?.passages.slice(0, 1));
    }
  });

  it("puts what only vectors found behind the best that words found, and not out of sight", () => {
    const { store } = indexOfDocs();
    const ask = ANSWERABLE[0]?.ask ?? "";
    const words = retrieve(store, ask, 50, null).passages.map(({ documentId }) => documentId);
    const stranger = store
      .passages(store.rows<{ id: number }>("SELECT id FROM chunks").map(({ id }) => id))
      .find(({ documentId }) => !words.includes(documentId));
    const found = retrieve(store, ask, 10, [stranger?.chunk ?? 0]).passages;
    const at = found.findIndex(({ ranks }) => ranks.words === null);
    expect(found[at]).toMatchObject({ documentId: stranger?.documentId, ranks: { vectors: 1 } });
    expect(at).toBeGreaterThan(1);
    expect(at).toBeLessThan(6);
  });
});

describe("each judged set", () => {
  it("names pages and passages that are there, and asks nothing twice", () => {
    const sets = [
      { pages: docsOf(process.cwd()), answerable: ANSWERABLE, not: UNANSWERABLE },
      { pages: allDocsOf(process.cwd()), answerable: FRESH_ANSWERABLE, not: FRESH_UNANSWERABLE },
      { pages: allDocsOf(process.cwd()), answerable: DEVELOPMENT_ANSWERABLE, not: DEVELOPMENT_UNANSWERABLE },
      { pages: allDocsOf(process.cwd()), answerable: THIRD_ANSWERABLE, not: THIRD_UNANSWERABLE },
    ];
    for (const { pages: all, answerable, not } of sets) {
      const paths = new Set(all.map(({ path }) => path));
      for (const { pages = [] } of answerable) for (const page of pages) expect(paths).toContain(page);
      const asked = [...answerable, ...not].map(({ ask }) => ask);
      expect(new Set(asked).size).toBe(asked.length);
    }
  });

  it("is over chunks that are the text of their pages", () => {
    const { store, pages } = indexOfDocs();
    const all = store.passages(store.rows<{ id: number }>("SELECT id FROM chunks").map(({ id }) => id));
    expect(all.length).toBeGreaterThan(100);
    for (const { documentId, start, end, text } of all)
      expect(pages.get(documentId)?.text.slice(start, end)).toBe(text);
  });
});
