import { PERSONAL_KINDS, type PersonalKind, type Redacted } from "../protocol";
import { findPersonal } from "./find-personal";

/** Placeholder to original. */
export type Vault = Readonly<Record<string, string>>;

/** What stands for text that only looks like a placeholder. */
const LITERAL = "text";
const LABELS = [...PERSONAL_KINDS.map(labelOf), LITERAL];
export const PLACEHOLDER = new RegExp(`\\[(?:${LABELS.join("|")})-\\d+\\]`, "g");

/**
 * Takes personal data out: each original becomes a placeholder, the same one as before where the vault knows it. Text
 * that already looks like a placeholder becomes one itself, so that nobody reads a vault by writing `[email-1]`.
 * Whatever the kinds, `restore(redact(x).text, vault)` is x.
 */
export function redact(
  text: string,
  kinds: readonly PersonalKind[],
  vault: Vault,
  names: readonly string[] = [],
): Redacted {
  const book = openBook(vault);
  const found = new Set<PersonalKind>();
  let redacted = text.replace(PLACEHOLDER, (literal) => book.placeholder(LITERAL, literal));
  // Again until nothing is left: what was next to a number may have hidden another one.
  for (;;) {
    const spans = findOutside(redacted, kinds, names);
    if (spans.length === 0)
      return { text: redacted, vault: book.vault, found: kinds.filter((kind) => found.has(kind)) };
    let rest = "";
    let from = 0;
    for (const { kind, start, end } of spans) {
      found.add(kind);
      rest += redacted.slice(from, start) + book.placeholder(labelOf(kind), redacted.slice(start, end));
      from = end;
    }
    redacted = rest + redacted.slice(from);
  }
}

/** The text with its placeholders made good, each once. One that the vault does not know stays. */
export function restore(text: string, vault: Vault): string {
  return text.replace(PLACEHOLDER, (placeholder) =>
    Object.hasOwn(vault, placeholder) ? (vault[placeholder] ?? placeholder) : placeholder,
  );
}

/** True where a text has placeholders of this vault: a transcript marks them. */
export function placeholdersIn(text: string): { placeholder: string; start: number; end: number }[] {
  return Array.from(text.matchAll(PLACEHOLDER), ({ 0: placeholder, index }) => ({
    placeholder,
    start: index,
    end: index + placeholder.length,
  }));
}

/** Placeholders are no text of a person's: their names (`email`, a number) are left alone. */
function findOutside(text: string, kinds: readonly PersonalKind[], names: readonly string[]) {
  const masks = placeholdersIn(text);
  return findPersonal(text, kinds, names).filter(({ start, end }) =>
    masks.every((mask) => end <= mask.start || start >= mask.end),
  );
}

function openBook(vault: Vault) {
  const entries: Record<string, string> = { ...vault };
  const known = new Map(
    Object.entries(entries).map(([placeholder, original]) => [`${label(placeholder)} ${original}`, placeholder]),
  );
  const counts = new Map<string, number>();
  for (const placeholder of Object.keys(entries)) {
    const number = Number(/-(\d+)\]$/.exec(placeholder)?.[1] ?? 0);
    counts.set(label(placeholder), Math.max(counts.get(label(placeholder)) ?? 0, number));
  }
  return {
    vault: entries,
    placeholder(kind: string, original: string): string {
      const key = `${kind} ${original}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const number = (counts.get(kind) ?? 0) + 1;
      const placeholder = `[${kind}-${number}]`;
      counts.set(kind, number);
      known.set(key, placeholder);
      entries[placeholder] = original;
      return placeholder;
    },
  };
}

function label(placeholder: string): string {
  return placeholder.slice(1, placeholder.lastIndexOf("-"));
}

function labelOf(kind: PersonalKind): string {
  return kind.replace("_", "-");
}
