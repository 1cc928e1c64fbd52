"use client";

import { useSyncExternalStore } from "react";

const KEY = "parlor.character-keys";
const listeners = new Set<() => void>();
let heldInMemory: boolean | null = null;

/** Whether bare character keys act. They can be turned off, since speech input types by accident (WCAG 2.1.4). */
export function characterKeysOn(): boolean {
  if (heldInMemory !== null) return heldInMemory;
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

export function setCharacterKeys(on: boolean): void {
  heldInMemory = on;
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // Kept for this page only.
  }
  for (const listener of listeners) listener();
}

/** Follows the setting. */
export function useCharacterKeys(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    characterKeysOn,
    () => true,
  );
}
