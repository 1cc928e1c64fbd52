import type { AuditData } from "../protocol";

/** One fact of an act, in words: `["limits", "requests per minute"]` and its value. `null`: it was set to nothing. */
export interface AuditFact {
  path: string[];
  value: string | number | boolean | null | readonly (string | number | boolean | null)[];
}

/**
 * The facts of an act, one for each value however deep it lies. What a new thing was not given is left out; what a change
 * took away is told as null.
 * @param action `thing.what_happened`
 */
export function factsOf(action: string, data: AuditData): AuditFact[] {
  const made = /\.(?:created|added)$/.test(action);
  const walk = (part: AuditData, above: readonly string[]): AuditFact[] =>
    Object.entries(part).flatMap(([name, value]): AuditFact[] => {
      const path = [...above, wordsOf(name)];
      if (value === null) return made ? [] : [{ path, value }];
      if (Array.isArray(value)) return made && value.length === 0 ? [] : [{ path, value: value as AuditFact["value"] }];
      return typeof value === "object"
        ? walk(value as AuditData, path)
        : [{ path, value: value as AuditFact["value"] }];
    });
  return walk(data, []);
}

/** `requestsPerMinute` as `requests per minute`. */
function wordsOf(name: string): string {
  return name
    .replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)
    .replaceAll("_", " ")
    .trim();
}
