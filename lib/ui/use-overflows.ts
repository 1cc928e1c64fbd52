import { type RefObject, useEffect, useState } from "react";

/** What is only there for screen readers is one pixel wide: all of it is out of sight, and none is to be scrolled to. */
const SEEN_PX = 2;

/** Whether an element's content is wider than the element, followed as either changes. False until it was measured. */
export function useOverflows(ref: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const outer = ref.current;
    if (outer === null) return;
    const measure = () => setOverflows(outer.clientWidth >= SEEN_PX && outer.scrollWidth > outer.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(outer);
    if (outer.firstElementChild) observer.observe(outer.firstElementChild);
    return () => observer.disconnect();
  }, [ref]);
  return overflows;
}
