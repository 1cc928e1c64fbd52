/** Addresses in plain text, which many a renderer makes links of. */
import type { AllowedHosts } from "./allowed-hosts";
import { GUARD, type Reading } from "./reader";

/** Also written with backslashes that Markdown takes away. */
const SCHEME = /https?\\?:\\?\/\\?\//iy;
const HOST_UNITS_MAX = 260;
const WRITTEN = ["http://", "https://"];

export function readBare(text: string, at: number, ended: boolean, hosts: AllowedHosts): Reading {
  switch (text[at]) {
    case "h":
    case "H":
      return readAddress(text, at, ended, hosts);
    case "w":
    case "W":
      return readWww(text, at, ended, hosts);
    case ":":
      return readColon(text, at, ended);
    case "&":
      return readEntity(text, at, ended);
    default:
      return null;
  }
}

function readAddress(text: string, at: number, ended: boolean, hosts: AllowedHosts): Reading {
  SCHEME.lastIndex = at;
  const scheme = SCHEME.exec(text)?.[0];
  if (scheme === undefined) {
    const rest = text.slice(at, at + 11).toLowerCase();
    const bare = rest.replaceAll("\\", "");
    const begins = at + rest.length === text.length && WRITTEN.some((written) => written.startsWith(bare));
    return begins && !ended ? "wait" : null;
  }
  const host = readHost(text, at + scheme.length, ended);
  if (host === "wait") return "wait";
  if (scheme.includes("\\") || !host.whole || !hosts.has(host.name)) return { shown: GUARD, end: at + scheme.length };
  return { shown: scheme + host.name, end: at + scheme.length + host.name.length };
}

function readWww(text: string, at: number, ended: boolean, hosts: AllowedHosts): Reading {
  const rest = text.slice(at, at + 4).toLowerCase();
  if (rest !== "www.") return "www.".startsWith(rest) && !ended && at + rest.length === text.length ? "wait" : null;
  const host = readHost(text, at, ended);
  if (host === "wait") return "wait";
  return host.whole && hosts.has(host.name)
    ? { shown: host.name, end: at + host.name.length }
    : { shown: `${text.slice(at, at + 3)}${GUARD}.`, end: at + 4 };
}

/** The host as the longest reading has it: who reads it shorter must not be led elsewhere. */
function readHost(text: string, from: number, ended: boolean) {
  const run = /^[^\s/?#<>[\]\\|^%]*/.exec(text.slice(from, from + HOST_UNITS_MAX))?.[0] ?? "";
  const next = text[from + run.length];
  if (next === undefined && !ended && run.length < HOST_UNITS_MAX) return "wait";
  const closed = next === undefined || /[\s<>\]]/.test(next);
  // The points and brackets of the sentence around it.
  const name = closed ? run.replace(/[)}.,;:!*_~'"`]+$/, "") : run;
  return { name, whole: name !== "" && run.length < HOST_UNITS_MAX && (closed || /[/?#]/.test(next)) };
}

/** Any other scheme, and what is left of one. */
function readColon(text: string, at: number, ended: boolean): Reading {
  const rest = text.slice(at, at + 5);
  if (/^:\\?\/\\?\//.test(rest)) return { shown: `:${GUARD}`, end: at + 1 };
  return !ended && at + rest.length === text.length && /^:(?:\\?\/?\\?)?$/.test(rest) ? "wait" : null;
}

/** `&#58;` is a colon to some readers. */
function readEntity(text: string, at: number, ended: boolean): Reading {
  const entity = /^&#?\w{0,32};?/.exec(text.slice(at, at + 36))?.[0] ?? "&";
  if (entity.endsWith(";")) return { shown: `&${GUARD}`, end: at + 1 };
  return !ended && at + entity.length === text.length && entity.length < 34 ? "wait" : null;
}
