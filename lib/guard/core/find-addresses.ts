import type { Span } from "./find-personal";

/** E-mail addresses and IP addresses. */
export function findAddresses(text: string): Span[] {
  return [...emails(text), ...ipv6(text), ...ipv4(text)];
}

const LOCAL = /[\p{L}\p{N}\p{M}.%'+_~-]{1,64}$/u;
const DOMAIN = /(?:[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]{0,62})\.){1,8}(?:xn--[a-z0-9-]{2,59}|[\p{L}\p{M}]{2,63})/uy;
/** A file of a screen with twice the points, and where code is fetched from. */
const NO_DOMAIN = /^\dx\.(?:png|jpe?g|webp|gif|svg|avif)$/i;
const NO_LOCAL = /^(?:git|hg|svn)$/;

/** From each `@` outwards: a pattern over the whole text would begin at every letter. */
function emails(text: string): Span[] {
  const spans: Span[] = [];
  for (const { index } of text.matchAll(/[@\uff20]/g)) {
    const local = LOCAL.exec(text.slice(Math.max(0, index - 64), index))?.[0].replace(/^[^\p{L}\p{N}]+/u, "");
    DOMAIN.lastIndex = index + 1;
    const domain = DOMAIN.exec(text)?.[0];
    if (!local || !domain || NO_DOMAIN.test(domain)) continue;
    const end = index + 1 + domain.length;
    if (NO_LOCAL.test(local) && text[end] === ":") continue;
    const start = Math.max(index - local.length, spans.at(-1)?.end ?? 0);
    if (start < index) spans.push({ kind: "email", start, end });
  }
  return spans;
}

const IPV4 = /(?<![\p{L}\p{N}_]|[\p{L}\p{N}][.-])(?:\d{1,3}\.){3}\d{1,3}(?![\p{L}\p{N}_]|[.-][\p{L}\p{N}])/gu;
/** Nobody's: this machine, nowhere, and masks. */
const NOBODYS = /^(?:0|127|255)\./;
/** Four numbers with points after this word are a version or a section. */
const NUMBERED =
  /(?:\bv|versions?|versión|versão|release|build|firmware|section|sections|kapitel|abschnitt|chapter|§)[ \t.:=]*$/iu;

function ipv4(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(IPV4)) {
    const groups = match[0].split(".");
    if (groups.some((group) => Number(group) > 255 || (group.length > 1 && group.startsWith("0")))) continue;
    if (NOBODYS.test(match[0]) || NUMBERED.test(text.slice(Math.max(0, match.index - 16), match.index))) continue;
    spans.push({ kind: "ip", start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

const COLONS =
  /(?<![\p{L}\p{N}_:.])[\da-f]{0,4}(?::[\da-f]{0,4}){2,8}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?(?![\p{L}\p{N}_:]|\.\d)/giu;

function ipv6(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(COLONS)) {
    if (isIpv6(match[0])) spans.push({ kind: "ip", start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

/** A real address, and not a time or a name of a program (`a::b`): where parts are left out, one of three digits at least. */
function isIpv6(text: string): boolean {
  const tail = /:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text)?.[1];
  if (tail?.split(".").some((group) => Number(group) > 255)) return false;
  const bare = tail === undefined ? text : `${text.slice(0, -tail.length)}0:0`;
  const halves = bare.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  if (groups.some((group) => !/^[\da-f]{1,4}$/i.test(group))) return false;
  if (halves.length === 1) return groups.length === 8;
  return groups.length < 8 && groups.length > 1 && /\d/.test(text) && groups.some((group) => group.length > 2);
}
