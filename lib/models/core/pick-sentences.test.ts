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
