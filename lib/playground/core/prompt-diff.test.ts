import { describe, expect, it } from "vitest";
import { promptDiff } from "./prompt-diff";

const shown = (before: string, after: string) =>
  promptDiff(before, after).rows.map((row) =>
    row.kind === "gap"
      ? `… ${row.lines}`
      : `${{ same: " ", added: "+", removed: "-" }[row.kind]}${row.parts.map(({ text, changed }) => (changed ? `<${text}>` : text)).join("")}`,
  );

describe("promptDiff", () => {
  it("marks the words of a line that was changed, in the old line and in the new one", () => {
    expect(shown("Be kind.\nAnswer in French.", "Be kind.\nAnswer in German.")).toEqual([
      " Be kind.",
      "-Answer in <French>.",
      "+Answer in <German>.",
    ]);
  });

  it("shows whole lines that came and went, and counts both", () => {
    expect(shown("a\nb", "a\nb\nc")).toEqual([" a", " b", "+<c>"]);
    expect(promptDiff("a\nb\nc", "a")).toMatchObject({ added: 0, removed: 2 });
    expect(promptDiff("a\nb", "a\nB")).toMatchObject({ added: 1, removed: 1 });
  });

  it("folds what is far from every change", () => {
    const many = Array.from({ length: 20 }, (_, at) => `line ${at}`);
    const rows = shown(many.join("\n"), [...many.slice(0, 19), "other"].join("\n"));
    expect(rows[0]).toBe("… 16");
    expect(rows.slice(1, 4)).toEqual([" line 16", " line 17", " line 18"]);
  });

  it("tells an empty text from a changed one", () => {
    expect(shown("", "New.")).toEqual(["+<New.>"]);
    expect(shown("Old.", "")).toEqual(["-<Old.>"]);
    expect(promptDiff("same", "same")).toEqual({ rows: [{ kind: "gap", lines: 1 }], added: 0, removed: 0 });
  });

  it("puts both texts together again from its rows", () => {
    const before = "One.\nTwo two.\n\nThree.";
    const after = "One.\nTwo 2 two.\nThree three.\nFour.";
    const { rows } = promptDiff(before, after);
    const textOf = (kinds: string[]) =>
      rows.flatMap((row) =>
        row.kind !== "gap" && kinds.includes(row.kind) ? [row.parts.map(({ text }) => text).join("")] : [],
      );
    expect(textOf(["same", "removed"]).join("\n")).toBe(before);
    expect(textOf(["same", "added"]).join("\n")).toBe(after);
  });
});
