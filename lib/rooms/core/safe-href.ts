/** Targets a message may link to. Everything else, whatever its spelling, is not a link. */
const SCHEMES: readonly string[] = ["http:", "https:", "mailto:"];
// oxlint-disable-next-line no-control-regex -- a control character in a target hides what the browser would strip
const CONTROLS = /[\u0000-\u0020\u007f-\u009f]/;

/** The target as the browser would read it, or null when it is none that a message may link to. */
export function safeHref(raw: string): string | null {
  if (raw.length > 2_048 || CONTROLS.test(raw)) return null;
  let url: URL;
  try {
    url = new URL(raw);
  } catch {
    return null;
  }
  if (!SCHEMES.includes(url.protocol)) return null;
  // Names and passwords in an address exist to mislead.
  if (url.protocol !== "mailto:" && (url.hostname === "" || url.username !== "" || url.password !== "")) return null;
  return url.href;
}

/**
 * Where a link really leads, when its text does not say so: the host to show beside it. Null when the text is that
 * address itself.
 */
export function hostToShow(href: string, text: string): string | null {
  const url = new URL(href);
  if (url.protocol === "mailto:") return text.includes(url.pathname) ? null : url.pathname;
  return hostOf(text) === url.host && text.toLowerCase().includes(url.host) ? null : url.host;
}

function hostOf(text: string): string | null {
  try {
    return new URL(/^https?:\/\//i.test(text) ? text : `http://${text}`).host;
  } catch {
    return null;
  }
}
