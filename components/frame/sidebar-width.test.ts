import { expect, it } from "vitest";
import { clampSidebar, readSidebarWidth, SIDEBAR_PX } from "./sidebar-width";

it.each([
  [undefined, SIDEBAR_PX.default],
  ["", SIDEBAR_PX.default],
  ["-5", SIDEBAR_PX.default],
  ["1e3", SIDEBAR_PX.default],
  ["10", SIDEBAR_PX.min],
  ["312", 312],
  ["9999", SIDEBAR_PX.max],
])("a cookie of %s is a width of %i", (cookie, px) => {
  expect(readSidebarWidth(cookie)).toBe(px);
});

it("keeps a width inside the limits", () => {
  expect(clampSidebar(Number.NaN)).toBe(SIDEBAR_PX.default);
  expect(clampSidebar(299.6)).toBe(300);
});
