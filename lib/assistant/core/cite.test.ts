import { describe, expect, it } from "vitest";
import type { FoundPassage } from "@/lib/knowledge/protocol";
import { newId } from "@/lib/platform/ids";
import { citationsOf, extractiveAnswer, verbatim } from "./cite";
import { MarkedQuotes } from "./marked-quotes";
import { SourceMarks } from "./source-marks";

const document = "Preface.\n\nYou can return every order within 30 days. Refunds arrive within 5 days! See also: gifts";
const passage = (over: Partial<FoundPassage> = {}): FoundPassage => ({
  ...{
    documentId: newId(),
    version: 1,
    title: "Returns",
    url: null,
    headings: [],
    text: document.slice(10),
    start: 10,
  },
  ...{ end: document.length, score: 1, ranks: { words: 1, vectors: null } },
  ...over,
});

describe("citations", () => {
  it("of a model's markers are the sentences that say it, word for word, each once", () => {
    const passages = [passage(), passage({ title: "Other" })];
    const found = citationsOf("You have 30 days to return it [1]. The refund arrives in 5 days [1][2]. [7]", passages);
    expect(found.map(({ n, quote }) => [n, quote])).toEqual([
      [1, "You can return every order within 30 days."],
      [1, "Refunds arrive within 5 days!"],
      [2, "Refunds arrive within 5 days!"],
    ]);
    for (const { quote, start, end } of found) expect(document.slice(start, end)).toBe(quote);
    expect(verbatim(found, passages)).toEqual(found);
  });

  it("of something else entirely are the passage's own opening", () => {
    expect(citationsOf("Zebra [1]", [passage()])).toMatchObject([
      { quote: "You can return every order within 30 days.", start: 10 },
    ]);
  });

  it("that no document says are dropped", () => {
    const passages = [passage()];
    const [good] = citationsOf("30 days to return [1]", passages);
    if (!good) throw new Error("none");
    const bad = [
      ...[
        { ...good, quote: "You can keep it." },
        { ...good, start: good.start + 1 },
        { ...good, n: 2 },
      ],
      ...[
        { ...good, documentId: newId() },
        { ...good, start: 0, end: good.quote.length },
        { ...good, quote: "" },
      ],
    ];
    expect(verbatim([...bad, good], passages)).toEqual([good]);
    expect(verbatim([good], [passage({ documentId: passages[0]?.documentId, end: 999 })])).toEqual([]);
  });

  it("of quotes carry their own markers, also while they stream", () => {
    const passages = [passage()];
    const answer = extractiveAnswer("How many days to return an order?", passages, "");
    expect(answer?.text).toBe("You can return every order within 30 days. [1]");
    const marks = new MarkedQuotes(answer?.text ?? "");
    const plain = "You can return every order within 30 days.";
    expect([...plain].map((char) => marks.push(char)).join("")).toBe(answer?.text);
    expect(new MarkedQuotes(answer?.text ?? "").push("Something else.")).toBe("Something else.");
  });
});

describe("markers in a stream", () => {
  it("of sources that were not given are taken out, however the text is cut", () => {
    const text = "One [1] two [9]. In [2024] and [x] 5 [0]";
    for (let cut = 0; cut <= text.length; cut++) {
      const marks = new SourceMarks(2);
      expect(marks.push(text.slice(0, cut)) + marks.push(text.slice(cut)) + marks.end(), `cut at ${cut}`).toBe(
        "One [1] two. In [2024] and [x] 5",
      );
    }
    const marks = new SourceMarks(2);
    expect([...text].map((char) => marks.push(char)).join("") + marks.end()).toBe("One [1] two. In [2024] and [x] 5");
  });
});
