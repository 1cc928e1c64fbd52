import { expect, it } from "vitest";
import { completeSettings, newSettings } from "./settings";

it("keeps what was chosen, and adds what did not exist when it was saved", () => {
  const all = newSettings(["https://shop.example"]);
  expect(completeSettings(all)).toEqual(all);
  expect(completeSettings({})).toEqual(newSettings([]));
  const { offsetX: _, ...older } = { ...all.theme, accent: "#112233" };
  expect(completeSettings({ ...all, theme: older as typeof all.theme }).theme).toEqual({
    ...all.theme,
    accent: "#112233",
  });
});
