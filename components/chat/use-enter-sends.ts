"use client";

import { useSyncExternalStore } from "react";
import { useRooms } from "./rooms-provider";

const CHANGED = "parlor:enter-sends";

/** Whether Enter sends (or begins a new line): each person's own choice, kept by this browser. */
export function useEnterSends(): [on: boolean, set: (on: boolean) => void] {
  const { tenant, viewer } = useRooms();
  const key = `parlor.enter.1:${tenant}:${viewer.person}`;
  return [
    useSyncExternalStore(
      subscribe,
      () => read(key) !== "newline",
      () => true,
    ),
    (on) => write(key, on),
  ];
}

function subscribe(changed: () => void): () => void {
  window.addEventListener(CHANGED, changed);
  window.addEventListener("storage", changed);
  return () => {
    window.removeEventListener(CHANGED, changed);
    window.removeEventListener("storage", changed);
  };
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, on: boolean): void {
  try {
    if (on) localStorage.removeItem(key);
    else localStorage.setItem(key, "newline");
  } catch {
    // A browser that keeps nothing keeps the usual key.
  }
  window.dispatchEvent(new Event(CHANGED));
}
