import { describe, expect, it } from "vitest";
import { continueList, fence, pasteLink, toggleLines, toggleMark, type Edit } from "./format";

const apply = (text: string, edit: Edit | null) => {
  if (!edit) return null;
  const next = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  const [from, to] = edit.select;
  return `${next.slice(0, from)}[${next.slice(from, to)}]${next.slice(to)}`;
};

describe("formatting", () => {
  it("puts marks on and takes them off", () => {
    expect(apply("a b c", toggleMark("a b c", 2, 3, "**"))).toBe("a **[b]** c");
    expect(apply("a **b** c", toggleMark("a **b** c", 4, 5, "**"))).toBe("a [b] c");
    expect(apply("a **b** c", toggleMark("a **b** c", 2, 7, "**"))).toBe("a [b] c");
    expect(apply("a b ", toggleMark("a b ", 1, 4, "_"))).toBe("a _[b]_ ");
    expect(apply("", toggleMark("", 0, 0, "`"))).toBe("`[]`");
  });

  it("makes lists and quotes of lines, and lines of them", () => {
    expect(apply("a\nb", toggleLines("a\nb", 0, 3, "- "))).toBe("[- a\n- b]");
    expect(apply("- a\n- b", toggleLines("- a\n- b", 0, 7, "1. "))).toBe("[1. a\n2. b]");
    expect(apply("- a\n- b", toggleLines("- a\n- b", 0, 7, "- "))).toBe("[a\nb]");
    expect(apply("x\ny", toggleLines("x\ny", 3, 3, "> "))).toBe("x\n> y[]");
  });

  it("fences, links and goes on in a list", () => {
    expect(apply("a b", fence("a b", 2, 3))).toBe("a \n```\nb[]\n```");
    expect(apply("see this", pasteLink("see this", 4, 8, " https://a.example/x_(y) "))).toBe(
      "see [this](https://a.example/x_%28y%29)[]",
    );
    expect(pasteLink("see this", 4, 4, "https://a.example")).toBeNull();
    expect(pasteLink("see this", 4, 8, "javascript:alert(1)")).toBeNull();
    expect(apply("- a", continueList("- a", 3))).toBe("- a\n- []");
    expect(apply("9) a", continueList("9) a", 4))).toBe("9) a\n10) []");
    expect(apply("- [x] a", continueList("- [x] a", 7))).toBe("- [x] a\n- [ ] []");
    expect(apply("- a\n- ", continueList("- a\n- ", 6))).toBe("- a\n[]");
    expect(continueList("a - b", 5)).toBeNull();
  });
});
