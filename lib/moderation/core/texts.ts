import type { ReportedText, ReportEntry } from "../protocol";

/** Reports of one message, gathered by the text they are about, in the order the texts were first reported. */
export function textsOf(reports: readonly (ReportEntry & { body: string })[]): ReportedText[] {
  const texts = new Map<string, ReportedText>();
  for (const { body, ...entry } of reports) {
    const text = texts.get(body) ?? { body, entries: [] };
    text.entries.push(entry);
    texts.set(body, text);
  }
  return [...texts.values()];
}
