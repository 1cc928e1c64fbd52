import { useMemo, useRef, type KeyboardEvent, type TouchEvent, type WheelEvent } from "react";

/** The reader's own ways up: wheel, finger, keys. They let go of the end at once, before anything has moved. */
export function useUpward(letGo: () => void) {
  const finger = useRef(0);
  return useMemo(() => {
    const up = (list: HTMLElement) => {
      if (list.scrollTop > 0) letGo();
    };
    return {
      onWheel: (event: WheelEvent<HTMLElement>) => event.deltaY < 0 && up(event.currentTarget),
      onTouchStart: (event: TouchEvent<HTMLElement>) => {
        finger.current = event.touches[0]?.clientY ?? 0;
      },
      onTouchMove: (event: TouchEvent<HTMLElement>) => {
        if ((event.touches[0]?.clientY ?? 0) > finger.current) up(event.currentTarget);
      },
      onKeyDownCapture: (event: KeyboardEvent<HTMLElement>) => {
        if (["PageUp", "ArrowUp", "Home"].includes(event.key)) up(event.currentTarget);
      },
    };
  }, [letGo]);
}
