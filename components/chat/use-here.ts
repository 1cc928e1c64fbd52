"use client";

import { useEffect, useRef, useState, type FocusEvent } from "react";

/**
 * Whether the focus is in a part of the page. It is said to have left only when the press that took it away is over: what
 * folds on leaving would otherwise move the button from under the pointer, and the press would be lost.
 */
export function useHere(): { here: boolean; onFocus(): void; onBlur(event: FocusEvent<HTMLElement>): void } {
  const [here, setHere] = useState(false);
  const inside = useRef(false);
  useEffect(() => {
    if (!here) return;
    let pressed = false;
    // A moment later: the click comes after the end of the press.
    const look = () => void setTimeout(() => !inside.current && !pressed && setHere(false), 0);
    const press = ({ type }: Event) => {
      pressed = type === "pointerdown";
      look();
    };
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener("focusout", look, { signal });
    for (const type of ["pointerdown", "pointerup", "pointercancel"])
      window.addEventListener(type, press, { capture: true, signal });
    return () => stop.abort();
  }, [here]);
  return {
    here,
    onFocus() {
      inside.current = true;
      setHere(true);
    },
    onBlur(event) {
      inside.current = event.currentTarget.contains(event.relatedTarget);
    },
  };
}
