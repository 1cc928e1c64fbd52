const SPECIAL = /[.*+?^${}()|[\]\\]/g;

/** A text with a placeholder for everything personal that the vault knows: as it may leave the conversation's object. */
export function hidden(text: string, vault: Readonly<Record<string, string>>): string {
  const placeholders = new Map(Object.entries(vault).map(([placeholder, original]) => [original, placeholder]));
  placeholders.delete("");
  if (placeholders.size === 0) return text;
  // In one pass, the longest first: one may be a part of another, and a placeholder may itself have been written.
  const originals = [...placeholders.keys()].toSorted((a, b) => b.length - a.length);
  const any = new RegExp(originals.map((original) => original.replaceAll(SPECIAL, "\\$&")).join("|"), "g");
  return text.replace(any, (original) => placeholders.get(original) ?? original);
}
