import { expect, it } from "vitest";
import { pickSentences } from "./pick-sentences";

const text = "Parcels leave on Mondays. The owner erases a parcel at the gate. Nothing else is said here.";
const picked = (question: string, sure: boolean, title = "Shop") =>
  pickSentences(question, [{ id: "1", title, text, sure }]).map((each) => each.text);

it("quotes word for word, from the place it names", () => {
  const sentences = pickSentences("When do parcels leave?", [{ id: "1", title: "Shop", text, sure: true }]);
  expect(sentences[0]?.text).toBe("Parcels leave on Mondays.");
  for (const { text: quote, from, to } of sentences) expect(text.slice(from, to)).toBe(quote);
});

it("adds no further sentence that is far behind the best", () => {
  expect(picked("Do parcels leave on Mondays?", true)).toEqual(["Parcels leave on Mondays."]);
});

it("quotes no heading, and finds what stands under one", () => {
  const delivery =
    "Parcels leave on weekdays.\n\nWhat it costs\n\nDelivery is free from 80 euros. Below that it is 6 euros.";
  const sentences = pickSentences("What does delivery cost?", [
    { id: "1", title: "Delivery", text: delivery, sure: true },
  ]);
  expect(sentences.map((each) => each.text)).toEqual(["Delivery is free from 80 euros.", "Below that it is 6 euros."]);
});

it("takes the only item of a list for no heading", () => {
  const list = "What may come along:\n\n- A dog on a lead\n\nTickets are sold on the quay.";
  const sentences = pickSentences("Does a dog need a lead?", [{ id: "1", title: "Boats", text: list, sure: true }]);
  expect(sentences.map((each) => each.text)).toContain("- A dog on a lead");
});

it("takes what stands for personal data for no word of the question", () => {
  const ask = "When do parcels leave?";
  expect(picked(`${ask} I am [email-1].`, true)).toEqual(picked(ask, true));
});

it("takes a word that is used for another one, where retrieval is sure", () => {
  const text = "You may return it within 30 days. Parcels leave before three.";
  const passage = { id: "1", title: "After the purchase", text };
  const said = (sure: boolean) => pickSentences("I want a refund", [{ ...passage, sure }]).map((each) => each.text);
  expect(said(true)).toEqual(["You may return it within 30 days."]);
  expect(said(false)).toEqual([]);
});

it("quotes the rows of a table and not the names of its columns, which count for the rows", () => {
  const text =
    "Tents that we make.\n\nTent | Weight | Price\nSkarn 2 | 1.9 kg | 540 euros\nFjell 4 | 4.6 kg | 890 euros";
  const said = (question: string, of = text) =>
    pickSentences(question, [{ id: "1", title: "Sizes", text: of, sure: true }]).map((each) => each.text);
  expect(said("What is the price of the Skarn?")).toEqual(["Skarn 2 | 1.9 kg | 540 euros"]);
  const table = text.slice(text.indexOf("Tent |"));
  expect(said("How heavy is the Fjell?", table)).toEqual(["Fjell 4 | 4.6 kg | 890 euros"]);
  // The passage began in the middle of a table.
  const rest = table.slice(table.indexOf("Skarn"));
  expect(said("What does the Skarn cost?", rest)).toEqual(["Skarn 2 | 1.9 kg | 540 euros"]);
});
