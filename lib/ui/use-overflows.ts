import { type RefObject, useEffect, useState } from "react";

/** Whether an element's content is wider than the element, followed as either changes. False until it was measured. */
export function useOverflows(ref: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const outer = ref.current;
    if (outer === null) return;
    const measure = () => setOverflows(outer.scrollWidth > outer.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(outer);
    if (outer.firstElementChild) observer.observe(outer.firstElementChild);
    return () => observer.disconnect();
  }, [ref]);
  return overflows;
}
