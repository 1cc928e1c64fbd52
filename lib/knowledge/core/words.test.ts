import { expect, it } from "vitest";
import { queryWords } from "./words";

it("asks by no placeholder of personal data", () => {
  const asked = queryWords("May I send a tent back?").stems;
  expect(asked).toContain("tent");
  expect(queryWords("May I send a tent back? I am [email-1], [phone-2].").stems).toEqual(asked);
});

it("asks by words that say nothing where there are no others", () => {
  expect(queryWords("what is it about").stems.length).toBeGreaterThan(0);
  expect(queryWords("what is a tent about").stems).toEqual(["tent"]);
});
