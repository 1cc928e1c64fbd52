/** Names of a tenant's own emoji. In text, and as a reaction, an emoji stands as `:name:`. */
import { EMOJI_LIMITS } from "../protocol";

const NAME = /^[a-z0-9_-]{2,32}$/;
const SHORTCODE = /^:([a-z0-9_-]{2,32}):$/;

/** Whether a text can be a name. */
export function isEmojiName(text: string): boolean {
  return NAME.test(text);
}

/** The name in `:name:`; null for anything else. */
export function nameInShortcode(text: string): string | null {
  return SHORTCODE.exec(text)?.[1] ?? null;
}

/** A text in pieces: what stands as typed, and names of emoji. A colon right after a letter, a digit or a colon begins none. */
export function splitShortcodes(text: string): ({ text: string } | { name: string })[] {
  const pieces: ({ text: string } | { name: string })[] = [];
  let at = 0;
  for (const { index, 0: raw, 1: name = "" } of text.matchAll(/:([a-z0-9_-]{2,32}):/g)) {
    const before = text.slice(at, index);
    if (/[\p{L}\p{N}:]$/u.test(before)) continue;
    if (before !== "") pieces.push({ text: before });
    pieces.push({ name });
    at = index + raw.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** How a name is written. */
export function shortcodeOf(name: string): string {
  return `:${name}:`;
}

/** A name from what somebody typed or what a file is called: small letters, `_` for what cannot stand in one. */
export function toEmojiName(raw: string): string {
  return raw
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/^:+|:+$/g, "")
    .replaceAll(/[^a-z0-9_-]+/g, "_")
    .slice(0, EMOJI_LIMITS.nameCharsMax);
}

/** A name for a picture's file, without its ending. */
export function nameOfFile(fileName: string): string {
  return toEmojiName(fileName.replace(/\.[^.]*$/, "")).replaceAll(/^_+|_+$/g, "");
}
