import { expect, it } from "vitest";
import { handleFault, toHandle } from "./handle";

it("takes small letters and digits with dots, hyphens and underscores between them", () => {
  for (const handle of ["a", "sales", "on-call.2", "a_b", "x".repeat(30)]) expect(handleFault(handle)).toBe(null);
  for (const handle of ["", "-a", "a.", "A", "a b", "é", "@a", "a\n"])
    expect(handleFault(handle), handle).toBe("shape");
  expect(handleFault("x".repeat(31))).toBe("long");
  for (const handle of ["room", "here", "channel"]) expect(handleFault(handle)).toBe("reserved");
});

it("makes a handle of what was typed", () => {
  expect(toHandle("@On Call")).toBe("on-call");
  expect(toHandle("Küche")).toBe("kuche");
  expect(toHandle("x".repeat(40))).toHaveLength(30);
});
