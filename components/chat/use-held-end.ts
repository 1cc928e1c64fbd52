import { useLayoutEffect, type RefObject } from "react";

/**
 * Keeps the end of a list in view while `holds`. The virtual list scrolls to a new end as soon as it has measured it, a
 * moment before React gives the list that height: the browser stops at the old end then, and without another change it
 * would stay there. So the heights themselves are watched, after layout and before anything is painted.
 */
export function useHeldEnd(scroller: RefObject<HTMLElement | null>, holds: () => boolean): void {
  useLayoutEffect(() => {
    const list = scroller.current;
    if (!list) return;
    const observer = new ResizeObserver(() => {
      if (holds()) list.scrollTop = list.scrollHeight;
    });
    for (const element of [list, ...list.children]) observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, holds]);
}
