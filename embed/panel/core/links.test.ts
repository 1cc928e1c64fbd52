import { expect, it } from "vitest";
import { safeUrl } from "./links";

it("lets web and mail addresses through", () => {
  expect(safeUrl("https://a.example/x?y#z")).toBe("https://a.example/x?y#z");
  expect(safeUrl("mailto:a@b.example")).toBe("mailto:a@b.example");
});

it("refuses what would run, and what has no address of its own", () => {
  const refused = [
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://a.example/1",
    "file:///etc/passwd",
    "/relative",
    "//host.example",
    "",
  ];
  for (const address of refused) expect(safeUrl(address), address).toBeNull();
});
