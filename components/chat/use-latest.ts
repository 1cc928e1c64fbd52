"use client";

import { useLayoutEffect, useRef, type RefObject } from "react";

/** The newest value, for callbacks that outlive the rendering they were made in. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
