"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";
import { cn } from "@/lib/ui/cn";

/** The first four lines of a text, whatever it is made of; where more follows, the last one fades. */
export function Preview({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [cut, setCut] = useState(false);
  useEffect(() => {
    const measure = () => setCut((content.current?.offsetHeight ?? 0) > (box.current?.clientHeight ?? 0) + 1);
    const observer = new ResizeObserver(measure);
    if (box.current) observer.observe(box.current);
    if (content.current) observer.observe(content.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={box}
      data-slot="later-preview"
      data-cut={cut}
      // Not line-clamp: that counts the lines of plain text alone, and knows no lists, code or tables.
      className={cn(
        "max-h-[4lh] overflow-hidden text-base",
        cut && "[mask-image:linear-gradient(to_bottom,black_60%,transparent)]",
      )}
    >
      <div ref={content}>{children}</div>
    </div>
  );
}
