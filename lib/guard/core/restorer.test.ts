import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { restore } from "./redact";
import { restorer } from "./restorer";
import { through } from "./stage";

const vault = {
  "[email-1]": "a@b.io",
  "[email-12]": "c@d.io",
  "[text-1]": "[email-1]",
  "[national-id-1]": "12345678Z",
};

describe("a stream with placeholders", () => {
  it("is restored across every split into two, and never shows a part of one", () => {
    const text = "To [email-1], [email-12] or [text-1]; [email-2] and [em are text. [national-id-1]";
    for (let at = 0; at <= text.length; at++) {
      const stage = restorer(vault);
      const first = stage.push(text.slice(0, at));
      expect(restore(text, vault).startsWith(first)).toBe(true);
      expect(first + stage.push(text.slice(at)) + stage.end()).toBe(restore(text, vault));
    }
  });

  it("is restored across all splits of any text", () => {
    const piece = fc.constantFrom(...Object.keys(vault), "[email-", "[", "]", "1", "[[email-1]", "x", " ", "[email-3]");
    const pieces = fc.array(fc.tuple(piece, fc.array(fc.nat(12), { maxLength: 3 })), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, (parts) => {
        const whole = parts.map(([part]) => part).join("");
        const stage = restorer(vault);
        let out = "";
        for (const [part, cuts] of parts) {
          let from = 0;
          for (const cut of [...cuts.toSorted((a, b) => a - b), part.length]) {
            out += stage.push(part.slice(from, Math.max(from, cut)));
            from = Math.max(from, Math.min(cut, part.length));
          }
        }
        expect(out + stage.end()).toBe(restore(whole, vault));
      }),
      { numRuns: 3_000 },
    );
  });

  it("keeps back nothing that cannot become a placeholder of the vault", () => {
    expect(restorer(vault).push("see [1")).toBe("see [1");
    expect(restorer({}).push("[email-")).toBe("[email-");
    expect(through(restorer(vault), "cut off at [email-")).toBe("cut off at [email-");
  });
});
