"use client";

import { useState } from "react";
import { useSuggestions, type Suggestion } from "./use-suggestions";

/** The list of suggestions: open while a name is typed, until one is picked or Escape closes it for this word. */
export function useSuggestionMenu(text: string) {
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  /** Where the sign stands that the writer does not want suggestions for. */
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const { trigger, list } = useSuggestions(text, Math.min(caret, text.length));
  const [here, setHere] = useState(false);
  const open = here && trigger !== null && trigger.from !== closedAt && list.length > 0;
  const at = Math.min(active, Math.max(0, list.length - 1));
  return {
    open,
    trigger,
    list,
    active: at,
    setActive,
    close: () => setHere(false),
    moved(field: HTMLTextAreaElement) {
      if (document.activeElement !== field) return;
      const to = field.selectionStart === field.selectionEnd ? field.selectionStart : 0;
      setHere(true);
      if (to === caret) return;
      setCaret(to);
      setActive(0);
      if (field.value.length === 0) setClosedAt(null);
    },
    /** True when the list took the key. */
    key(name: string, pick: (suggestion: Suggestion) => void): boolean {
      const chosen = list[at];
      if (name === "ArrowDown") setActive((at + 1) % list.length);
      else if (name === "ArrowUp") setActive((at - 1 + list.length) % list.length);
      else if ((name === "Enter" || name === "Tab") && chosen) pick(chosen);
      else if (name === "Escape") setClosedAt(trigger?.from ?? null);
      else return false;
      return true;
    },
  };
}
