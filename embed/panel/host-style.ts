import type { ProjectTheme } from "../../lib/projects/protocol";
import { PHONE } from "../loader/style";

/** Filled shapes, 24 by 24, for the launcher's `clip-path`. */
const SHAPES = {
  chat: "M12 3a9 8 0 0 1 0 17q-2 0-4-1l-5 2 2-4a9 8 0 0 1 7-14z",
  question:
    "M12 2a10 10 0 1 1-.01 0zM11 16v3h2.500v-3zM8 9h2.500q0-2 2-2t2 2q0 1-1.500 2t-2 3.500h2.500q0-1 1.500-2t2-3.500q0-4-4.500-4t-4.500 4z",
  spark: "M12 2l2.500 7.500 7.500 2.500-7.500 2.500-2.500 7.500-2.500-7.500-7.500-2.500 7.500-2.500z",
} as const;
const CLOSE = "M6 4l6 6 6-6 2 2-6 6 6 6-2 2-6-6-6 6-2-2 6-6-6-6z";
const RADIUS = { none: 0, medium: 10, large: 18 } as const;

/** The rules that the loader left out for bytes: the frame's place and motion, the project's look, the badge. */
export function hostStyle(theme: ProjectTheme): string {
  const accent = /^#[0-9a-f]{6}$/i.test(theme.accent) ? theme.accent : "#0b5c62";
  const x = Math.max(0, Math.round(theme.offsetX)) || 0;
  const y = Math.max(0, Math.round(theme.offsetY)) || 0;
  const left = theme.position === "left" ? `${x}px` : `100% - ${56 + x}px`;
  return `:host{--a:${accent};--x:${left};--y:100% - ${56 + y}px;--i:path("${SHAPES[theme.icon] ?? SHAPES.chat}");--W:min(var(--w,360px),100% - 40px);--H:min(var(--h,480px),100% - 40px)}
iframe{box-sizing:border-box;border-radius:${RADIUS[theme.radius] ?? RADIUS.medium}px;left:clamp(20px,var(--x),100% - var(--W) - 20px);top:max(20px,var(--y) - var(--H) - 12px);width:var(--W);height:var(--H);opacity:0;transform:translateY(12px)}
.on{visibility:visible;opacity:1;transform:none;box-shadow:0 8px 32px #0005}
button[aria-expanded=true] i{clip-path:path("${CLOSE}")}
button[aria-busy=true]{opacity:.7}
button::after{content:attr(data-unread);position:absolute;top:-4px;right:-4px;min-width:12px;padding:0 4px;border-radius:10px;background:#b3261e;color:#fff;font:600 12px/20px system-ui,sans-serif;text-align:center}
button[data-unread="0"]::after{display:none}
@media ${PHONE}{iframe{left:0;top:var(--t,0px);width:100%;height:var(--v,100%);border-radius:0;padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);background:Canvas}.on+button{display:none}}
@media (prefers-reduced-motion:no-preference){iframe{transition:opacity .16s,transform .16s,visibility .16s}}
@media (forced-colors:active){.on{outline:1px solid CanvasText}}`;
}
