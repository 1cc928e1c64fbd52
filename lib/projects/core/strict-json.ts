/** The object a text holds; null for anything else, also for one that names a member of it twice. */
export function strictObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    const names = outerNames(text);
    return new Set(names).size === names.length ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Names of the outermost object's members, as often as they stand there. The text is known to be valid JSON. */
function outerNames(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  // Strings whole, so that brackets and quotes inside of them are none; a string before a colon is a name.
  for (const [token, string, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
    if (string !== undefined) {
      if (colon !== undefined && depth === 1) names.push(JSON.parse(string) as string);
    } else depth += token === "{" || token === "[" ? 1 : -1;
  }
  return names;
}
