/** Links that are written as such: `[a](b)`, images, definitions, `<a>` and HTML. Addresses in plain text are lib/guard/core/bare-links.ts. */
import type { AllowedHosts } from "./allowed-hosts";
import { GUARD, type Reading } from "./reader";

const LABEL = /\[([^[\]\n]{0,300})/y;
const ADDRESS_UNITS_MAX = 2_048;
/** Elements that fetch, run or lead somewhere. */
const ACTIVE =
  /^(?:a|img|image|i?frame|frameset|script|link|style|meta|base|object|embed|form|input|button|video|audio|source|track|picture|svg|math|area|map|portal|body|html|head|template|marquee|applet|param|use|animate|set|foreignobject)$/i;

/** Reads one thing at a place of the text. */
export function readMark(text: string, at: number, ended: boolean, hosts: AllowedHosts): Reading {
  switch (text[at]) {
    case "!":
      if (at + 1 === text.length && !ended) return "wait";
      return text[at + 1] === "[" ? readBracket(text, at + 1, ended, hosts) : null;
    case "[":
      return readBracket(text, at, ended, hosts);
    case "]":
      return readClosing(text, at, ended, hosts);
    case "<":
      return readAngle(text, at, ended, hosts);
    default:
      return null;
  }
}

/** A link or an image on one line. What is not one is read on from behind its bracket. */
function readBracket(text: string, at: number, ended: boolean, hosts: AllowedHosts): Reading {
  LABEL.lastIndex = at;
  const label = LABEL.exec(text)?.[1] ?? "";
  const close = at + 1 + label.length;
  if (close + 1 >= text.length && !ended && (close === text.length ? label.length < 300 : text[close] === "]"))
    return "wait";
  const image = text[at - 1] === "!" && at > 0;
  if (text[close] !== "]" || text[close + 1] !== "(") return null;
  const target = readTarget(text, close + 1, ended, hosts);
  if (target === "wait") return "wait";
  if (target === null) return null;
  const words = label.replaceAll("<", `<${GUARD}`);
  const shown = target.href === null ? `${GUARD}${words}${GUARD}` : `${image ? "!" : ""}[${words}](${target.href})`;
  return { shown, end: target.end };
}

/** What follows a bracket that closes: a target without a label, or a definition. */
function readClosing(text: string, at: number, ended: boolean, hosts: AllowedHosts): Reading {
  if (at + 1 === text.length) return ended ? null : "wait";
  if (text[at + 1] === "(") {
    const target = readTarget(text, at + 1, ended, hosts);
    if (target === "wait") return "wait";
    if (target === null) return { shown: `]${GUARD}`, end: at + 1 };
    return { shown: target.href === null ? `]${GUARD}` : `](${target.href})`, end: target.end };
  }
  if (text[at + 1] !== ":") return null;
  const rest = /^[ \t]*(\S*)(\s?)/.exec(text.slice(at + 2, at + 2 + ADDRESS_UNITS_MAX));
  const [all = "", address = "", space = ""] = rest ?? [];
  if (space === "" && !ended && all.length < ADDRESS_UNITS_MAX) return "wait";
  const href = hosts.href(address);
  if (href !== null) return { shown: `]: ${href}`, end: at + 2 + all.length - space.length };
  // The address of a definition may stand on the next line, too.
  return { shown: `]${GUARD}`, end: at + 1 };
}

/** From `(` to its `)`. Null: no target here; `href` null: none that is allowed. */
function readTarget(text: string, at: number, ended: boolean, hosts: AllowedHosts) {
  let depth = 0;
  for (let place = at; place < text.length; place++) {
    const char = text[place];
    if (char === "\n" || place - at > ADDRESS_UNITS_MAX) return null;
    if (char === "(") depth += 1;
    if (char === ")") depth -= 1;
    if (depth > 0) continue;
    const [address = ""] = text
      .slice(at + 1, place)
      .trim()
      .split(/\s/);
    return { href: hosts.href(/^<.*>$/.test(address) ? address.slice(1, -1) : address), end: place + 1 };
  }
  return ended ? null : ("wait" as const);
}

function readAngle(text: string, at: number, ended: boolean, hosts: AllowedHosts): Reading {
  const [all = "", mark = "", name = ""] = /^<([!/?]?)([a-z][a-z\d+.-]{0,40})?/i.exec(text.slice(at, at + 48)) ?? [];
  const next = text[at + all.length];
  if (next === undefined && !ended) return "wait";
  if (mark === "!" || mark === "?") return { shown: `<${GUARD}`, end: at + 1 };
  if (name === "") return null;
  if (mark === "" && next === ":") {
    const close = text.slice(at, at + ADDRESS_UNITS_MAX).search(/[>\s]/);
    if (close < 0 && !ended && text.length - at < ADDRESS_UNITS_MAX) return "wait";
    const href = close > 0 && text[at + close] === ">" ? hosts.href(text.slice(at + 1, at + close)) : null;
    return href === null ? { shown: `<${GUARD}`, end: at + 1 } : { shown: `<${href}>`, end: at + close + 1 };
  }
  const harmless =
    next === "@" || ((next === ">" || mark === "/") && !ACTIVE.test(name)) || /[^\s/>"'=]/.test(next ?? " ");
  return harmless && !ACTIVE.test(name) ? null : { shown: `<${GUARD}`, end: at + 1 };
}
