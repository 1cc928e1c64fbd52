import { expect, it } from "vitest";
import { isOperatorToken, operatorTokenOf } from "./operator-token";

it("has a shape of its own, whatever the bytes are", () => {
  for (const byte of [0, 62, 63, 251, 255]) {
    expect(isOperatorToken(operatorTokenOf(new Uint8Array(32).fill(byte)))).toBe(true);
  }
});

it.each([
  "",
  "po_live_",
  "pk_live_".padEnd(51, "a"),
  "po_live_".padEnd(50, "a"),
  "po_live_".padEnd(52, "a"),
  `po_live_${"é".repeat(43)}`,
])("is not %j", (text) => expect(isOperatorToken(text)).toBe(false));
