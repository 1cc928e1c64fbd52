import { expect, it } from "vitest";
import type { ProjectTheme } from "../../lib/projects/protocol";
import { hostStyle } from "./host-style";

const theme = (over: Partial<ProjectTheme> = {}): ProjectTheme => ({
  ...{ accent: "#112233", scheme: "auto", position: "right", offsetX: 20, offsetY: 20 },
  ...{ radius: "medium", icon: "chat", logoUrl: null, ...over },
});

it("is 360 by 480 at first, no larger than the window, and follows the launcher", () => {
  const css = hostStyle(theme());
  expect(css).toContain("--W:min(var(--w,360px),100% - 40px)");
  expect(css).toContain("--H:min(var(--h,480px),100% - 40px)");
  expect(css).toContain("left:clamp(20px,var(--x),100% - var(--W) - 20px)");
});

it("is the whole window of a phone", () => {
  const phone = /@media \(max-width:479px\)[^{]*\{(iframe\{[^}]*\})/.exec(hostStyle(theme()))?.[1];
  expect(phone).toContain("left:0;");
  expect(phone).toContain("width:100%;height:var(--v,100%);border-radius:0");
});

it("moves only where the visitor does not mind", () => {
  const css = hostStyle(theme());
  expect(css.match(/transition/g)).toHaveLength(1);
  expect(css).toMatch(/@media \(prefers-reduced-motion:no-preference\)\{iframe\{transition:/);
});

it("takes from a theme what is a colour and a number, and no other text", () => {
  const wrong = { accent: "red}*{}", offsetX: "1px}" as unknown as number, icon: "}" as ProjectTheme["icon"] };
  const css = hostStyle(theme(wrong));
  expect(css).toContain("--a:#0b5c62;");
  expect(css).not.toContain("red}");
  expect(css).not.toContain("1px}");
  expect(css).not.toContain("undefined");
  expect(hostStyle(theme({ position: "left", offsetX: 8 }))).toContain("--x:8px;");
});
