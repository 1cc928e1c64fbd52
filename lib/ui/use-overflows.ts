import { type RefObject, useEffect, useState } from "react";

/** What is only there for screen readers is one pixel wide: all of it is out of sight, and none is to be scrolled to. */
const SEEN_PX = 2;

/** Whether an element's content is wider or higher than the element, followed as either changes. False until measured. */
export function useOverflows(ref: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const outer = ref.current;
    if (outer === null) return;
    const measure = () => {
      const { clientWidth, clientHeight, scrollWidth, scrollHeight } = outer;
      setOverflows(clientWidth >= SEEN_PX && (scrollWidth > clientWidth || scrollHeight > clientHeight));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(outer);
    if (outer.firstElementChild) observer.observe(outer.firstElementChild);
    return () => observer.disconnect();
  }, [ref]);
  return overflows;
}
