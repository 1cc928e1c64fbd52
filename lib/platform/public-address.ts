/**
 * Which addresses are the public internet. Anything not known to be public is not: loopback, private, link-local
 * (cloud metadata), shared, benchmark, documentation, multicast and reserved ranges, and IPv6 forms that carry IPv4.
 */

/** Ranges of IPv4 that are not public: first address and prefix length. */
const V4: readonly (readonly [number, number])[] = [
  [ip(0, 0, 0, 0), 8],
  [ip(10, 0, 0, 0), 8],
  [ip(100, 64, 0, 0), 10],
  [ip(127, 0, 0, 0), 8],
  [ip(169, 254, 0, 0), 16],
  [ip(172, 16, 0, 0), 12],
  [ip(192, 0, 0, 0), 24],
  [ip(192, 0, 2, 0), 24],
  [ip(192, 88, 99, 0), 24],
  [ip(192, 168, 0, 0), 16],
  [ip(198, 18, 0, 0), 15],
  [ip(198, 51, 100, 0), 24],
  [ip(203, 0, 113, 0), 24],
  [ip(224, 0, 0, 0), 3],
];

/** Names that never lead outside, whatever a resolver says of them. */
const INNER_NAMES =
  /(?:^|\.)(?:localhost|local|internal|intranet|private|corp|home|lan|arpa|test|invalid|onion|svc|cluster)$/;

/** True for an address literal (IPv4 in dots, or IPv6 without brackets) on the public internet. */
export function isPublicAddress(text: string): boolean {
  const v4 = parseV4(text);
  if (v4 !== null) return isPublicV4(v4);
  const groups = parseV6(text);
  return groups !== null && isPublicV6(groups);
}

/** True for a host of a parsed URL that may be looked up: a public address, or a name that is not an inner one. */
export function isOuterHost(hostname: string): boolean {
  const host = hostname.replace(/\.+$/, "").toLowerCase();
  if (host.startsWith("[")) return isPublicAddress(host.slice(1, -1));
  // The URL parser has already turned decimal, octal, hexadecimal and short forms into four dotted numbers.
  if (parseV4(host) !== null) return isPublicAddress(host);
  return host.includes(".") && !/^[\d.]+$/.test(host) && !INNER_NAMES.test(host);
}

function ip(a: number, b: number, c: number, d: number): number {
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

function parseV4(text: string): number | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return null;
  const parts = match.slice(1).map(Number);
  if (parts.some((part) => part > 255)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  return ip(a, b, c, d);
}

function isPublicV4(address: number): boolean {
  return !V4.some(([from, bits]) => ((address ^ from) >>> 0) >>> (32 - bits) === 0);
}

/** Eight groups of an IPv6 address, or null. The URL parser and resolvers give well-formed ones. */
function parseV6(text: string): number[] | null {
  if (!/^[0-9a-f:.]+$/i.test(text) || !text.includes(":")) return null;
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return null;
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  if (!left || !right) return null;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 0) return null;
  return [...left, ...Array.from({ length: missing }, () => 0), ...right];
}

function groupsOf(text: string): number[] | null {
  if (text === "") return [];
  const groups: number[] = [];
  for (const part of text.split(":")) {
    const v4 = parseV4(part);
    if (v4 !== null) groups.push(v4 >>> 16, v4 & 0xffff);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

function isPublicV6(groups: readonly number[]): boolean {
  const [a = 0, b = 0] = groups;
  // Only global unicast is public; out of it the tunnels and the ranges for documentation are not.
  if (a < 0x2000 || a > 0x3fff) return false;
  if (a === 0x2001 && (b < 0x200 || b === 0xdb8)) return false;
  return a !== 0x2002 && !(a === 0x3fff && b < 0x1000);
}
