const encoder = new TextEncoder();
const decoder = new TextDecoder();
const CONTENT = encoder.encode('"content":"');
const QUOTE = 34;
const BACKSLASH = 92;
const SPACE = 32;

/** The bytes around the text in an event that has nothing but text. */
export interface EventTemplate {
  prefix: Uint8Array;
  suffix: Uint8Array;
}

/** Learns from an event that was read and needed no change; null where its text cannot be found in its bytes. */
export function learnTemplate(bytes: Uint8Array, from: number, to: number, text: string): EventTemplate | null {
  const begin = indexOf(bytes, CONTENT, from, to);
  if (begin === -1) return null;
  const textFrom = begin + CONTENT.length;
  const textTo = endOfString(bytes, textFrom, to);
  if (textTo === -1 || !says(bytes.subarray(textFrom, textTo), text)) return null;
  return { prefix: bytes.slice(from, textFrom), suffix: bytes.slice(textTo, to) };
}

/**
 * How many bytes of text an event holds that is the template with another text, and nothing else; -1 where it is not.
 * Such an event is a sound one without being parsed: that is what makes relaying cheap.
 */
export function matchTemplate(template: EventTemplate, bytes: Uint8Array, from: number, to: number): number {
  const { prefix, suffix } = template;
  const textFrom = from + prefix.length;
  const textTo = to - suffix.length;
  if (textTo < textFrom) return -1;
  for (let at = 0; at < suffix.length; at++) if (bytes[textTo + at] !== suffix[at]) return -1;
  for (let at = 0; at < prefix.length; at++) if (bytes[from + at] !== prefix[at]) return -1;
  return endOfString(bytes, textFrom, to) === textTo ? textTo - textFrom : -1;
}

/** Where the JSON string that begins at `from` has its closing quote; -1 when it has none or holds a bare control character. */
function endOfString(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at++;
    else if (byte < SPACE) return -1;
  }
  return -1;
}

function says(json: Uint8Array, text: string): boolean {
  try {
    return JSON.parse(`"${decoder.decode(json)}"`) === text;
  } catch {
    return false;
  }
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number, to: number): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first, from); at !== -1 && at + wanted.length <= to; at = bytes.indexOf(first, at + 1)) {
    let same = 1;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same++;
    if (same === wanted.length) return at;
  }
  return -1;
}
