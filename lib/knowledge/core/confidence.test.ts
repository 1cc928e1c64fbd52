import { describe, expect, it } from "vitest";
import { CONFIDENCE_MIN, confidenceOf, evidenceOf } from "./confidence";
import { type AskedWord, coverageIn, type JudgedPassage } from "./coverage";
import { reorder } from "./reorder";
import { synonymsOf } from "./synonyms";
import { wantedBy } from "./wanted";
import { porter } from "./porter";

const word = (written: string, weight = 2, more: Partial<AskedWord> = {}): AskedWord => ({
  ...{ stem: porter(written), weight, also: [], fragment: null },
  ...more,
});
const passage = (text: string, title = "Shop", ...headings: string[]): JudgedPassage => ({ title, headings, text });
const parcels = passage("Parcels leave on Mondays. A refund takes two weeks. Nothing else is said here.");

describe("coverage", () => {
  it("is how much of a question stands in a passage, in two sentences, and in one", () => {
    const asked = [word("parcels"), word("refund"), word("else")];
    expect(coverageIn(asked, parcels)).toEqual({ whole: 1, near: 2 / 3, said: 1 / 3, title: 0, headings: 0 });
  });

  it("counts title and headings for each sentence", () => {
    const found = coverageIn([word("shop"), word("refund", 6)], passage("It takes two weeks.", "Shop", "Refunds"));
    expect(found).toEqual({ whole: 1, near: 1, said: 1, title: 0.25, headings: 0.75 });
  });

  it("takes synonyms and parts of words for a part", () => {
    const asked = [word("money", 2, { also: [{ stem: "refund", as: 0.6 }] }), word("cels", 2, { fragment: "cels" })];
    expect(coverageIn(asked, parcels).near).toBeCloseTo(0.6);
    expect(coverageIn([], parcels).whole).toBe(0);
    expect(coverageIn(asked, passage("")).whole).toBe(0);
  });

  it("takes for said only what says the kind of thing that is wanted", () => {
    const asked = [word("parcels"), word("leave")];
    expect(coverageIn(asked, parcels, wantedBy("When do parcels leave?")).said).toBe(1);
    expect(coverageIn(asked, parcels, wantedBy("How many parcels leave?")).said).toBe(0);
  });
});

describe("what a question wants", () => {
  it.each([
    ["How long does it take?", "It takes up to two weeks.", "It takes a while."],
    ["When is it sent?", "It is sent at once.", "It is sent by mail."],
    ["For how many months is it kept?", "It is kept for 6 months.", "It is kept in 6 places."],
    ["How many may I have?", "At most 20 for each.", "At most what was agreed."],
    ["Wie viele Räume gibt es?", "Es gibt 20.", "Es gibt mehrere."],
    ["Who may close it?", "Owners close it.", "It closes by itself."],
  ])("%s", (question, answer, other) => {
    expect(wantedBy(question)?.test(answer)).toBe(true);
    expect(wantedBy(question)?.test(other)).toBe(false);
  });

  it("is anything where it asks for nothing of the kind", () => {
    expect(wantedBy("How do I send a parcel?")).toBeNull();
  });
});

describe("order", () => {
  it("puts first what says the kind of thing that is wanted, among passages of one score", () => {
    const passages = new Map([
      [1, passage("A refund takes a while.")],
      [2, passage("A refund takes two weeks.")],
    ]);
    const ranked = [1, 2].map((chunk) => ({ chunk, score: 3 }));
    const asked = [word("refund"), word("takes")];
    const order = (question: string) => reorder(asked, wantedBy(question), ranked, passages).map(({ chunk }) => chunk);
    expect(order("How long does a refund take?")).toEqual([2, 1]);
    expect(order("Does a refund take a while?")).toEqual([1, 2]);
    expect(reorder(asked, null, [], passages)).toEqual([]);
  });
});

describe("confidence", () => {
  const asked = [word("refund"), word("takes"), word("weeks")];

  it("is high where a passage says it all, and nothing where none says any of it", () => {
    expect(confidenceOf(asked, null, [parcels])).toBeGreaterThan(0.9);
    expect(confidenceOf(asked, null, [passage("Parcels leave on Mondays.")])).toBe(0);
    expect(confidenceOf(asked, null, [])).toBe(0);
    expect(confidenceOf([], null, [parcels])).toBe(0);
  });

  it("is lower for words that nobody wrote, the rarer the lower", () => {
    const unknown = (weight: number) => confidenceOf([...asked, word("zeppelin", weight)], null, [parcels]);
    expect(unknown(2)).toBeGreaterThan(unknown(6));
    expect(confidenceOf([word("refund", 1), word("zeppelin", 6)], null, [parcels, parcels])).toBeLessThan(
      CONFIDENCE_MIN,
    );
  });

  it("is higher the more was asked for, and the further the first passage is ahead", () => {
    const few = evidenceOf(asked.slice(0, 2), null, [parcels]);
    expect(evidenceOf(asked, null, [parcels]).words).toBeGreaterThan(few.words);
    const alone = confidenceOf(asked, null, [parcels]);
    expect(alone).toBeGreaterThan(confidenceOf(asked, null, [parcels, parcels, parcels]));
  });

  it("does not grow with words that are nowhere: a long question about anything is not answered", () => {
    const far = ["refund", ..."president moon winter umbrella poem river capital".split(" ")].map((each) => word(each));
    expect(confidenceOf(far, null, [parcels])).toBeLessThan(CONFIDENCE_MIN);
    expect(confidenceOf(far, null, [parcels])).toBeLessThan(confidenceOf(far.slice(0, 3), null, [parcels]));
  });

  it("answers one word that is found, alone or in many passages", () => {
    for (const count of [1, 6])
      expect(
        confidenceOf(
          [word("refund")],
          null,
          Array.from({ length: count }, () => parcels),
        ),
      ).toBeGreaterThanOrEqual(CONFIDENCE_MIN);
  });
});

describe("synonyms", () => {
  it("go both ways, know irregular forms, and leave out the word itself", () => {
    expect(synonymsOf(porter("delete"))).toContain("remove");
    expect(synonymsOf(porter("remove"))).toContain("delete");
    expect(synonymsOf(porter("sent"))).toContain("send");
    expect(synonymsOf("delet")).not.toContain("delete");
    expect(synonymsOf("zeppelin")).toEqual([]);
  });
});
