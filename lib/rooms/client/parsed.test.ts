import { expect, it } from "vitest";
import { parsedBody } from "./parsed";

it("parses a text once, for as long as it is in use", () => {
  const first = parsedBody("**a**");
  for (let at = 0; at < 500; at++) parsedBody(`text ${at}`);
  expect(parsedBody("**a**")).toBe(first);
  for (let at = 0; at < 700; at++) parsedBody(`other ${at}`);
  expect(parsedBody("**a**")).not.toBe(first);
  expect(parsedBody("**a**")).toEqual(first);
});
