/** One or two letters that stand for a name: of the first and last word, whatever the script. */
export function initialsOf(name: string): string {
  const words = name
    .normalize("NFC")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const first = words[0];
  if (first === undefined) return "?";
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last]
    .map((word) => (word ? [...word][0] : ""))
    .join("")
    .toLocaleUpperCase();
}

/** Degrees apart enough that neighbours look different. */
const HUES = [25, 55, 85, 125, 160, 196, 230, 265, 300, 335] as const;

/** The same hue for the same key, for ever (FNV-1a, then mixed so that ids made one after the other differ). */
export function avatarHue(key: string): number {
  let hash = 0x811c9dc5;
  for (const unit of key) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return HUES[((hash ^ (hash >>> 16)) >>> 0) % HUES.length] ?? HUES[0];
}
