import { expect, it } from "vitest";
import { linesOf, readPercent } from "./safety-draft";

it("reads percent as a share, nothing as nothing, and refuses the rest", () => {
  expect(["", " ", "0", "35", "35 %", "100"].map(readPercent)).toEqual([null, null, 0, 0.35, 0.35, 1]);
  expect(["101", "-1", "0.5", "a", "1e2"].map(readPercent)).toEqual(Array.from({ length: 5 }, () => undefined));
});

it("reads lines that say something, once each", () => {
  expect(linesOf(" a \n\nb\na")).toEqual(["a", "b"]);
});
