/**
 * A combination as text: modifiers in the order mod, alt, shift, then the key as `KeyboardEvent.key` names it
 * ("mod+k", "alt+shift+ArrowUp", "?"). `mod` is Command on a Mac and Control elsewhere.
 */
export type KeyCombo = string;

interface KeyFacts {
  key: string;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Whether this key event is that combination. Shift is not compared for signs: they sit elsewhere on other keyboards. */
export function matchesCombo(event: KeyFacts, combo: KeyCombo, isMac: boolean): boolean {
  const { mod, alt, shift, key } = parseCombo(combo);
  const modHeld = isMac ? event.metaKey : event.ctrlKey;
  const otherHeld = isMac ? event.ctrlKey : event.metaKey;
  if (otherHeld || modHeld !== mod || event.altKey !== alt) return false;
  if (isSign(key)) return event.key === key;
  return event.shiftKey === shift && event.key.toLowerCase() === key.toLowerCase();
}

/** True for a bare character: such a key must not act while somebody writes, and can be turned off (WCAG 2.1.4). */
export function isCharacterCombo(combo: KeyCombo): boolean {
  const { mod, alt, key } = parseCombo(combo);
  return !mod && !alt && [...key].length === 1;
}

const NAMES: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  " ": "Space",
};

/** The keys of a combination as they are printed on the viewer's keyboard. */
export function keyLabels(combo: KeyCombo, isMac: boolean): string[] {
  const { mod, alt, shift, key } = parseCombo(combo);
  const name = NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return [mod && (isMac ? "⌘" : "Ctrl"), alt && (isMac ? "⌥" : "Alt"), shift && (isMac ? "⇧" : "Shift"), name].filter(
    (label): label is string => typeof label === "string",
  );
}

/** The combination for `aria-keyshortcuts`. */
export function ariaKeys(combo: KeyCombo, isMac: boolean): string {
  const { mod, alt, shift, key } = parseCombo(combo);
  return [
    mod && (isMac ? "Meta" : "Control"),
    alt && "Alt",
    shift && "Shift",
    key.length === 1 ? key.toUpperCase() : key,
  ]
    .filter(Boolean)
    .join("+");
}

function parseCombo(combo: KeyCombo): { mod: boolean; alt: boolean; shift: boolean; key: string } {
  const parts = combo.split("+");
  const key = parts.pop() ?? "";
  return { mod: parts.includes("mod"), alt: parts.includes("alt"), shift: parts.includes("shift"), key };
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[\p{L}\p{N}]/u.test(key);
}
