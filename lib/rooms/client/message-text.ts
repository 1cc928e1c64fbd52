/**
 * Message text as parts to show: code, links, the rest. Parts carry plain strings; whoever shows them makes elements,
 * so no text of anybody ever becomes markup.
 */
export type TextPart =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "block"; text: string; language: string }
  | { kind: "link"; text: string; href: string };

/** Both marks stand at the start of a line; one that never closes is text, as typed. */
const FENCE = /^```([A-Za-z0-9+#_.-]{0,20})[ \t]*\n([\s\S]*?)^```[ \t]*(?:\n|$(?![\s\S]))/m;
const INLINE = /`([^`\n]+)`|\bhttps?:\/\/[^\s<>"`]+/g;

/** Splits a message into parts, in order. The parts' texts together lose nothing but the marks of code. */
export function textParts(body: string): TextPart[] {
  const parts: TextPart[] = [];
  let rest = body;
  for (;;) {
    const fence = FENCE.exec(rest);
    if (!fence) break;
    inline(rest.slice(0, fence.index).replace(/\n$/, ""), parts);
    parts.push({ kind: "block", text: (fence[2] ?? "").replace(/\n$/, ""), language: fence[1] ?? "" });
    rest = rest.slice(fence.index + fence[0].length);
  }
  inline(rest, parts);
  return parts;
}

/** True when the text is a few emoji and nothing else: shown larger. */
export function isEmojiOnly(body: string): boolean {
  return (
    body.length <= 48 &&
    /^(?:(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f|[#*0-9]\ufe0f?\u20e3)\s?){1,12}$/u.test(
      body,
    )
  );
}

function inline(text: string, parts: TextPart[]): void {
  let at = 0;
  const plain = (until: number) => {
    if (until > at) parts.push({ kind: "text", text: text.slice(at, until) });
  };
  for (const match of text.matchAll(INLINE)) {
    if (match[1] !== undefined) {
      plain(match.index);
      parts.push({ kind: "code", text: match[1] });
      at = match.index + match[0].length;
      continue;
    }
    const link = trimmedUrl(match[0]);
    if (!link) continue;
    plain(match.index);
    parts.push(link);
    at = match.index + link.text.length;
  }
  plain(text.length);
}

/** The URL without the punctuation of the sentence it stands in; null when it is none. */
function trimmedUrl(raw: string): Extract<TextPart, { kind: "link" }> | null {
  let text = raw.replace(/[.,;:!?'"\u2026]+$/, "");
  for (const [open, close] of [
    ["(", ")"],
    ["[", "]"],
    ["{", "}"],
  ] as const) {
    while (text.endsWith(close) && text.split(close).length > text.split(open).length) text = text.slice(0, -1);
  }
  text = text.replace(/[.,;:!?'"\u2026]+$/, "");
  const url = URL.parse(text);
  // Names and passwords in an address exist to mislead; such text stays text.
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.username || url.password) return null;
  return { kind: "link", text, href: url.href };
}
