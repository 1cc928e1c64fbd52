/** A text with a placeholder for everything personal that the vault knows: as it may leave the conversation's object. */
export function hidden(text: string, vault: Readonly<Record<string, string>>): string {
  // The longest first: one may be a part of another.
  const known = Object.entries(vault).toSorted(([, a], [, b]) => b.length - a.length);
  let kept = text;
  for (const [placeholder, original] of known) if (original !== "") kept = kept.replaceAll(original, placeholder);
  return kept;
}
