import shortcodes from "emojibase-data/en/shortcodes/iamcal.json" with { type: "json" };

const names: ReadonlySet<string> = new Set(Object.values(shortcodes as Record<string, string | string[]>).flat());

/** Whether `:name:` already means an emoji that everybody has. */
export function isStandardName(name: string): boolean {
  return names.has(name);
}
