/** How every API key begins: what secret scanners look for. */
export const KEY_PREFIX = "pk_live_";

/** A key, or so much of one that it cannot be a word. */
const KEYS = new RegExp(`${KEY_PREFIX}[0-9a-z]{8,}`, "gi");

/**
 * The text without the keys in it. Callers put keys where they do not belong, as a model's name or into an address: what
 * we say of that, and what we log, does not repeat them.
 */
export function maskKeys(text: string): string {
  return text.replaceAll(KEYS, `${KEY_PREFIX}…`);
}

export function holdsKey(text: string): boolean {
  return text.search(KEYS) !== -1;
}
