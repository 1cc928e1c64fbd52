"use client";

import { useEffect, useSyncExternalStore } from "react";
import type { KeyCombo } from "./keys";

/** Something a person can do from the palette, by a key, or both. */
export interface Command {
  /** Unique among the commands on the page; a later registration of the same id hides the earlier one. */
  id: string;
  title: string;
  /** The heading it stands under in the shortcut sheet. */
  section: string;
  /** The first is shown; all of them work. */
  keys?: readonly KeyCombo[];
  /** Absent: the key works elsewhere (on the message that has the focus) and is only listed in the sheet. */
  run?: () => void;
  /** Left out of the palette (it opens the palette, or makes sense by key only). */
  keysOnly?: boolean;
}

let registered: readonly (readonly Command[])[] = [];
let flat: readonly Command[] = [];
const listeners = new Set<() => void>();

/** Adds commands until the returned function is called. */
export function registerCommands(commands: readonly Command[]): () => void {
  change([...registered, commands]);
  return () => change(registered.filter((group) => group !== commands));
}

/** Every command of the page, in the order of registration. The same array until something changes. */
export function currentCommands(): readonly Command[] {
  return flat;
}

/** Registers a page's commands while it is shown. Memoise the list: a new one is a new registration. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => registerCommands(commands), [commands]);
}

/** Follows the registry. */
export function useCommandList(): readonly Command[] {
  return useSyncExternalStore(subscribe, currentCommands, () => NONE);
}

const NONE: readonly Command[] = [];

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: readonly (readonly Command[])[]): void {
  registered = next;
  flat = [...new Map(next.flat().map((command) => [command.id, command])).values()];
  for (const listener of listeners) listener();
}
