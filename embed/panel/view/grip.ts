import type { Texts } from "../texts/en";
import { el } from "./dom";

const STEP_PX = 24;

/** The corner that resizes the panel, by pointer or arrow keys. The loader keeps the result inside the window. */
export function openGrip(
  texts: Texts,
  isLeft: boolean,
  resize: (size: { width: number; height: number }) => void,
): HTMLElement {
  let from: { x: number; y: number; width: number; height: number } | undefined;
  const size = () => ({ width: innerWidth, height: innerHeight });
  const outward = isLeft ? -1 : 1;
  return el("button", {
    type: "button",
    class: isLeft ? "grip left" : "grip",
    "aria-label": texts.resize,
    title: texts.resize,
    onpointerdown: (event: PointerEvent) => {
      (event.target as HTMLElement).setPointerCapture(event.pointerId);
      // The frame itself moves while it grows: only the screen's coordinates hold still.
      from = { x: event.screenX, y: event.screenY, ...size() };
    },
    onpointermove: ({ screenX, screenY }: PointerEvent) => {
      if (!from) return;
      resize({ width: from.width + outward * (from.x - screenX), height: from.height + (from.y - screenY) });
    },
    onlostpointercapture: () => {
      from = undefined;
    },
    onkeydown: (event: KeyboardEvent) => {
      const { width, height } = size();
      const grown: Record<string, { width: number; height: number }> = {
        ArrowUp: { width, height: height + STEP_PX },
        ArrowDown: { width, height: height - STEP_PX },
        ArrowLeft: { width: width + outward * STEP_PX, height },
        ArrowRight: { width: width - outward * STEP_PX, height },
      };
      const next = grown[event.key];
      if (!next) return;
      event.preventDefault();
      resize(next);
    },
  });
}
