import { type RefObject, useEffect, useState } from "react";

/** Starts a little before it is seen. */
const NEAR = "200px";

let last: Promise<void> = Promise.resolve();

/**
 * Whether what stands here may draw itself now: once it is near the window, and one after another, each in a frame of its
 * own. Charts that draw themselves all at once keep the page from answering.
 */
export function useTurnToDraw(ref: RefObject<HTMLElement | null>): boolean {
  const [mine, setMine] = useState(false);
  useEffect(() => {
    const place = ref.current;
    if (place === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        last = last.then(nextFrame).then(() => setMine(true));
      },
      { rootMargin: NEAR },
    );
    observer.observe(place);
    return () => observer.disconnect();
  }, [ref]);
  return mine;
}

/** After the browser has painted; in a page that is not seen, soon. */
function nextFrame(): Promise<void> {
  return new Promise((done) => {
    if (document.hidden) setTimeout(done, 0);
    else requestAnimationFrame(() => setTimeout(done, 0));
  });
}
