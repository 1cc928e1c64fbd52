/** What every mail does with words, ours and those of strangers. Without a framework: the realtime Worker sends mails, too. */

/** Text as HTML text or attribute value. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A name as a mail may show it. */
export function cleanName(text: string): string {
  return withoutControls(text)
    .replaceAll(/https?:\/\/|www\./giu, "")
    .trim()
    .slice(0, 120);
}

/** Text on one line, with nothing in it that changes how the rest is read. */
export function withoutControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}

const FORM = /\{(\w+), plural, one \{([^{}]*)\} other \{([^{}]*)\}\}|\{(\w+)\}/g;

/** An ICU message of the two forms these mails need: `{name}`, and `{count, plural, one {...} other {...}}` with `#`. */
export function fillMessage(message: string, values: Record<string, string | number>): string {
  return message.replaceAll(FORM, (form, counted?: string, one?: string, other?: string, named?: string) => {
    if (named !== undefined) return String(values[named] ?? form);
    const count = values[counted ?? ""];
    return (count === 1 ? one : other)?.replaceAll("#", String(count)) ?? form;
  });
}
