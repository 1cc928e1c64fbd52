import { expect, it } from "vitest";
import { changeOf } from "./change";

it("says how much of what was before, and whether that is good", () => {
  expect(changeOf("count", 120, 100, "up")).toEqual({ kind: "up", by: 0.2, judged: "better" });
  expect(changeOf("ms", 50, 100, "down")).toEqual({ kind: "down", by: 0.5, judged: "better" });
  expect(changeOf("count", 50, 100, "up")).toEqual({ kind: "down", by: 0.5, judged: "worse" });
});

it("judges nothing where neither way is the good one", () => {
  expect(changeOf("money", 2, 1, null)).toEqual({ kind: "up", by: 1, judged: null });
});

it("tells shares apart by their distance, not by a share of a share", () => {
  const change = changeOf("share", 0.5, 0.25, "up");
  expect(change).toEqual({ kind: "up", by: 0.25, judged: "better" });
});

it("divides by nothing that was not there", () => {
  expect(changeOf("count", 3, 0, "down")).toEqual({ kind: "new", judged: "worse" });
  expect(changeOf("count", 0, 0, "up")).toEqual({ kind: "same" });
  expect(changeOf("ms", null, 5, "down")).toEqual({ kind: "none" });
  expect(changeOf("ms", 5, null, "down")).toEqual({ kind: "none" });
});
