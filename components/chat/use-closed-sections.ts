"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { SectionId } from "@/lib/rooms/client/sidebar-order";

const KEY = "parlor.sidebar.closed";
const listeners = new Set<() => void>();
let inMemory: string | null = null;

/** The sections somebody folded away, kept in this browser. All are open on the server. */
export function useClosedSections(): [ReadonlySet<SectionId>, (id: SectionId) => void] {
  const text = useSyncExternalStore(subscribe, read, () => "");
  const closed = useMemo(() => new Set(text.split(",").filter((id) => id !== "") as SectionId[]), [text]);
  const toggle = useCallback(
    (id: SectionId) => {
      const next = new Set(closed);
      if (!next.delete(id)) next.add(id);
      write([...next].join());
    },
    [closed],
  );
  return [closed, toggle];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): string {
  if (inMemory !== null) return inMemory;
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function write(text: string): void {
  inMemory = text;
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // Kept for this page only.
  }
  for (const listener of listeners) listener();
}
