"use client";

import type { CSSProperties, KeyboardEvent, ReactNode, Ref, RefObject } from "react";
import type { VirtualizerHandle } from "virtua";

interface RowFacts {
  kind: string;
  key: string;
}

/** Arrows from message to message, Home and End; Escape where the list has a use for it. */
export function useWalk({
  rows,
  virtual,
  scroller,
  setActive,
  onEscape,
}: {
  rows: readonly RowFacts[];
  virtual: RefObject<VirtualizerHandle | null>;
  scroller: RefObject<HTMLDivElement | null>;
  setActive: (key: string) => void;
  onEscape?: () => void;
}): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Escape" && !event.defaultPrevented && onEscape) return onEscape();
    const key = event.target instanceof HTMLElement ? event.target.dataset.key : undefined;
    if (key === undefined) return;
    const walkable = rows.flatMap((row, index) => (isWalkable(row) ? [{ key: row.key, index }] : []));
    const from = walkable.findIndex((row) => row.key === key);
    const to = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: walkable.length - 1 }[event.key];
    const next = to === undefined ? undefined : walkable[Math.max(0, Math.min(walkable.length - 1, to))];
    if (!next) return;
    event.preventDefault();
    setActive(next.key);
    virtual.current?.scrollToIndex(next.index, { align: "nearest" });
    focusWhenDrawn(() => scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next.key)}"]`) ?? null);
  };
}

function isWalkable({ kind }: RowFacts): boolean {
  return kind === "message" || kind === "pending" || kind === "notice";
}

/** Where Tab enters a list nobody has walked in: its newest row. */
export function lastWalkable<T extends RowFacts>(rows: readonly T[]): T | undefined {
  return rows.findLast(isWalkable);
}

/** A row far away is drawn a moment after the list was scrolled to it. */
function focusWhenDrawn(find: () => HTMLElement | null, tries = 10): void {
  const element = find();
  if (element) return element.focus({ preventScroll: true });
  if (tries > 0) requestAnimationFrame(() => focusWhenDrawn(find, tries - 1));
}

interface PartProps {
  ref?: Ref<HTMLDivElement>;
  style?: CSSProperties;
  children?: ReactNode;
}

/** The list element of a virtual list. */
export function List({ ref, style, children }: PartProps) {
  return (
    <div ref={ref} role="list" style={style} className="shrink-0">
      {children}
    </div>
  );
}

export function Item({ ref, style, children }: PartProps) {
  return (
    <div ref={ref} role="listitem" style={style}>
      {children}
    </div>
  );
}
