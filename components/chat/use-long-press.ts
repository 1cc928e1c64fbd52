"use client";

import { useEffect, useMemo, useRef, type PointerEvent, type SyntheticEvent, type TouchEvent } from "react";
import { useLatest } from "./use-latest";

const PRESS_MS = 450;
const MOVED_PX = 10;

interface Press {
  timer?: ReturnType<typeof setTimeout>;
  x: number;
  y: number;
  byFinger: boolean;
  /** It has been long enough: the call was made. */
  done: boolean;
}

/**
 * Handlers that call back when a finger rests in one place. The browser's own long-press menu is left out then, and so is
 * the click that follows when the finger leaves: it would fall on what has opened under it.
 */
export function useLongPress(pressed: () => void) {
  const press = useRef<Press>({ x: 0, y: 0, byFinger: false, done: false });
  const latest = useLatest(pressed);
  useEffect(() => {
    const { current } = press;
    return () => clearTimeout(current.timer);
  }, []);
  return useMemo(() => {
    const stop = () => clearTimeout(press.current.timer);
    return {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        stop();
        const { clientX: x, clientY: y, currentTarget } = event;
        press.current = { x, y, byFinger: event.pointerType === "touch", done: false };
        if (!press.current.byFinger || isControl(event)) return;
        press.current.timer = setTimeout(() => {
          press.current.done = true;
          // Shows the controls, which are what opens.
          currentTarget.focus({ preventScroll: true });
          requestAnimationFrame(() => latest.current());
        }, PRESS_MS);
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const { x, y } = press.current;
        if (Math.hypot(event.clientX - x, event.clientY - y) > MOVED_PX) stop();
      },
      onPointerUp: stop,
      onPointerCancel: stop,
      onTouchEnd(event: TouchEvent<HTMLElement>) {
        if (press.current.done) event.preventDefault();
      },
      onContextMenu(event: SyntheticEvent<HTMLElement>) {
        if (press.current.byFinger && !isControl(event)) event.preventDefault();
      },
    };
  }, [latest]);
}

/** Buttons, links and fields inside keep what a press means to them. */
function isControl({ target, currentTarget }: SyntheticEvent<HTMLElement>): boolean {
  const control = target instanceof Element ? target.closest("a, button, input, textarea, [role=dialog]") : null;
  return control !== null && currentTarget.contains(control);
}
