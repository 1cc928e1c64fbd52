import { describe, expect, it } from "vitest";
import { escapeHtml, fillMessage } from "./mail-text";

describe("escapeHtml", () => {
  it("escapes the five characters", () => expect(escapeHtml(`&<>"'`)).toBe("&amp;&lt;&gt;&quot;&#39;"));
});

describe("fillMessage", () => {
  const message = "{count, plural, one {A message waits} other {# messages wait}} for {name}";

  it("counts, and puts names in", () => {
    expect(fillMessage(message, { count: 1, name: "Ada" })).toBe("A message waits for Ada");
    expect(fillMessage(message, { count: 12, name: "Ada" })).toBe("12 messages wait for Ada");
  });

  it("never reads a name as a form", () => {
    expect(fillMessage(message, { count: 2, name: "{count} #" })).toBe("2 messages wait for {count} #");
  });
});
