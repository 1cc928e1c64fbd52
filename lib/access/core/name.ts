export const NAME_CHARS_MAX = 80;

/** Controls, lone surrogates, line and paragraph separators, and characters that turn the text around them. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** A person's or tenant's name as stored: NFC, one line, single spaces, 1 to 80 code points; null when it cannot be one. */
export function cleanName(text: string): string | null {
  if (text.length > NAME_CHARS_MAX * 8 || FORBIDDEN.test(text.trim())) return null;
  const name = text.normalize("NFC").trim().replaceAll(/\s+/gu, " ");
  const chars = [...name].length;
  return chars >= 1 && chars <= NAME_CHARS_MAX ? name : null;
}
