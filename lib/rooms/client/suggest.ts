/** What is being typed after @, # or :, and which names fit it. */
export type TriggerKind = "person" | "room" | "emoji";

export interface Trigger {
  kind: TriggerKind;
  query: string;
  /** Where the sign stands, and where the caret is. */
  from: number;
  to: number;
}

const SIGNS: Readonly<Record<string, TriggerKind>> = { "@": "person", "#": "room", ":": "emoji" };
const QUERY_CHARS_MAX = 40;
/** A name may have a space in it; a second one ends the search. */
const NAME = /(?:^|[\s([{"'>])([@#])([\p{L}\p{N}_.'-]*(?: [\p{L}\p{N}_.'-]*)?)$/u;
const EMOJI = /(?:^|[\s([{"'>])(:)([a-z0-9_+-]{2,})$/i;

/** The sign and the letters before the caret; null where nothing is being looked for. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(Math.max(0, caret - QUERY_CHARS_MAX), caret);
  const match = NAME.exec(before) ?? EMOJI.exec(before);
  const [, sign = "", query = ""] = match ?? [];
  const kind = SIGNS[sign];
  return kind === undefined ? null : { kind, query, from: caret - query.length - 1, to: caret };
}

/** Letters without marks and case, so that "zoe" finds "Zoë". */
export function foldName(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase();
}

/** How well a name fits: 0 best, null not at all. Beginnings before middles before scattered letters. */
export function fitOf(query: string, name: string): number | null {
  const wanted = foldName(query).trim();
  const given = foldName(name);
  if (wanted === "" || given === wanted) return 0;
  if (given.startsWith(wanted)) return 1;
  const words = given.split(/[\s_.-]+/);
  if (words.some((word) => word.startsWith(wanted))) return 2;
  const parts = wanted.split(/\s+/);
  if (parts.length > 1 && parts.every((part) => words.some((word) => word.startsWith(part)))) return 2;
  if (given.includes(wanted)) return 3;
  let at = 0;
  for (const letter of given) if (letter === wanted[at]) at++;
  return wanted.length > 1 && at === wanted.length ? 4 : null;
}

/** The entries that fit, best first; where two fit alike, the lower `rank` (people of the room), then the name. */
export function suggest<T extends { name: string; rank: number }>(
  query: string,
  entries: readonly T[],
  max: number,
): T[] {
  return entries
    .flatMap((entry) => {
      const fit = fitOf(query, entry.name);
      return fit === null ? [] : [{ entry, fit }];
    })
    .sort((a, b) => a.entry.rank - b.entry.rank || a.fit - b.fit || a.entry.name.localeCompare(b.entry.name))
    .slice(0, max)
    .map(({ entry }) => entry);
}
