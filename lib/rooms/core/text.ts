/**
 * Text as it enters the product. What passes here is stored, sent and shown byte for byte the same by the object,
 * by Postgres and by every client: well-formed Unicode, no NUL or other controls, NFC, counted in code points.
 */
import { LIMITS } from "../protocol";

export type Normalised = { ok: true; text: string } | { ok: false; reason: "empty" | "too_long" };

// Everything below U+0020 except tab and line feed, DEL, and the C1 block.
// oxlint-disable-next-line no-control-regex -- removing control characters is the point
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const LINE_ENDS = /\r\n?|\u2028|\u2029/g;
/** Spaces and invisible format characters: a text of only these says nothing. */
const INVISIBLE = /[\s\p{Cf}\u3164\u2800]/gu;
const VISIBLE_ASCII = /[\u0021-\u007e]/;
const EMOJI_ONLY = /^[\p{Emoji}\p{Emoji_Component}]+$/u;
const EMOJI_SOME = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]/u;
const TEXT_BY_DEFAULT = /(?!\p{Emoji_Presentation})\p{Extended_Pictographic}(?!\p{Emoji_Modifier})|[0-9#*](?=\u20e3)/gu;
const SHORTCODE = /^:[a-z0-9_'+-]{1,62}:$/;

/** Makes a message body storable; refuses what is empty or longer than `charsMax` code points. */
export function normaliseBody(raw: string, charsMax: number = LIMITS.bodyCharsMax): Normalised {
  return bounded(clean(raw).trim(), charsMax);
}

/** The same for a room name or topic: one line, runs of white space become one space. */
export function normaliseLine(raw: string, charsMax: number): Normalised {
  return bounded(clean(raw).replace(/\s+/g, " ").trim(), charsMax);
}

/** An emoji (or a tenant's own `:shortcode:`) of a reaction, or null when it is neither. */
export function normaliseEmoji(raw: string): string | null {
  const text = qualifyEmoji(raw.toWellFormed().normalize("NFC"));
  if (SHORTCODE.test(text)) return text;
  return codePoints(text) <= LIMITS.emojiCharsMax && EMOJI_ONLY.test(text) && EMOJI_SOME.test(text) ? text : null;
}

/**
 * One spelling for one emoji (Unicode's fully-qualified one): variation selector 16 where the character would be text
 * without it, and nowhere else. Keyboards, pickers and Slack spell the same thumb differently.
 */
export function qualifyEmoji(text: string): string {
  return text.replace(/\ufe0f/g, "").replace(TEXT_BY_DEFAULT, "$&\ufe0f");
}

/** Length as people and Postgres count it. */
export function codePoints(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // A low surrogate belongs to the code point before it; the text is well-formed here.
    if (unit < 0xdc00 || unit > 0xdfff) count++;
  }
  return count;
}

/** Most text is this, and needs no cleaning. */
const PLAIN = /^[\n\t\u0020-\u007e]*$/;

function clean(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  return raw.toWellFormed().replace(LINE_ENDS, "\n").replace(CONTROLS, "").normalize("NFC");
}

function bounded(text: string, charsMax: number): Normalised {
  if (!VISIBLE_ASCII.test(text) && text.replace(INVISIBLE, "") === "") return { ok: false, reason: "empty" };
  return codePoints(text) > charsMax ? { ok: false, reason: "too_long" } : { ok: true, text };
}
