/** What the demo's assistant is asked first is answered, from the document that says it, by the model that is built in. */
import { expect, it } from "vitest";
import { indexOfDocs } from "@/tests/eval/corpus";
import { judge } from "@/tests/eval/measure";
import { DEMO_TEXTS } from "./assistant";
import { shopTexts } from "./knowledge";
import { VISITOR_TALK } from "./visitor-talk";

const index = indexOfDocs(shopTexts().map(({ name, text }) => ({ path: name.replace(/\.md$/, ""), source: text })));
const answerTo = (ask: string) => {
  const { cited, answer, verbatim } = judge(index, { ask });
  expect(verbatim, ask).toBe(true);
  return { from: cited[0], answer };
};

it.each([
  ["What does delivery cost?", "Delivery", /6 euros/],
  ["Can I send back a used tent?", "Returns and repairs", /within 30 days, used or not/],
  ["What do repairs cost?", "Returns and repairs", /^Seams, zips and poles are mended free of charge/],
  ["Was kostet der Versand?", "Versand", /6 Euro/],
  ["Kann ich ein benutztes Zelt zurückgeben?", "Rückgabe und Reparatur", /auch ein benutztes/],
  ["Was kosten Reparaturen?", "Rückgabe und Reparatur", /kostenlos/],
])("%s", (ask, from, says) => {
  expect([...(DEMO_TEXTS.en?.suggestions ?? []), ...(DEMO_TEXTS.de?.suggestions ?? [])]).toContain(ask);
  expect(answerTo(ask)).toMatchObject({ from, answer: expect.stringMatching(says) as string });
});

it.each([
  ["Is shipping free?", /free from 80 euros/],
  ["I want a refund", /within 30 days/],
  ["My zip is broken", /mended free of charge/],
  ["What does the Skarn 2 cost?", /540 euros/],
  ["Where is your shop?", /14 Quay Road/],
  ["Are you open on Sundays?", /Sundays.*closed/],
  ["Can I pay by credit card?", /credit card/],
])("%s", (ask, says) => {
  expect(answerTo(ask).answer).toMatch(says);
});

it("is silent about what its past visitors were not answered", () => {
  for (const { question } of VISITOR_TALK.filter(({ outcome }) => outcome === "abstained"))
    expect(answerTo(question).answer, question).toBe("");
});
