import { isCpf, isFrenchNir, isGermanTaxId, isNino, isSpanishId, isSsn } from "./check-digits";
import type { Span } from "./find-personal";

interface Shape {
  pattern: RegExp;
  holds: (bare: string) => boolean;
}

const GAP = "[ \\u00a0\\u202f]?";
const shape = (source: string, holds: Shape["holds"]): Shape => ({
  pattern: new RegExp(`(?<![\\p{L}\\p{N}_]|\\d[.,-])${source}(?![\\p{L}\\p{N}_]|[.,-]\\d)`, "giu"),
  holds,
});

const SHAPES: readonly Shape[] = [
  shape(`[1-478]${GAP}\\d{2}${GAP}\\d{2}${GAP}\\d[\\dab]${GAP}\\d{3}${GAP}\\d{3}${GAP}\\d{2}`, isFrenchNir),
  shape(`\\d{3}\\.?\\d{3}\\.?\\d{3}-?\\d{2}`, isCpf),
  shape(`[1-9]\\d${GAP}\\d{3}${GAP}\\d{3}${GAP}\\d{3}`, isGermanTaxId),
  shape(`\\d{3}(?:-\\d{2}-| \\d{2} )\\d{4}`, isSsn),
  shape(`[a-z]{2}${GAP}\\d{2}${GAP}\\d{2}${GAP}\\d{2}${GAP}[a-d]`, isNino),
  shape(`(?:[xyz]-?\\d{7}|\\d{8}|\\d{2}\\.\\d{3}\\.\\d{3})[- ]?[a-z]`, isSpanishId),
];

/** US SSN, German tax id, UK NINO, French NIR, Spanish DNI and NIE, Brazilian CPF. */
export function findNationalIds(text: string): Span[] {
  const spans: Span[] = [];
  for (const { pattern, holds } of SHAPES) {
    for (const match of text.matchAll(pattern)) {
      const bare = match[0].replace(/[^a-z\d]/gi, "");
      if (holds(bare)) spans.push({ kind: "national_id", start: match.index, end: match.index + match[0].length });
    }
  }
  // Nine digits alone say nothing; after the name of the number they do.
  for (const match of text.matchAll(/(?:\bssn|social security(?: number| no\.?)?)[^\d\n]{0,12}(\d{9})(?!\d)/giu)) {
    const digits = match[1] ?? "";
    const end = match.index + match[0].length;
    if (isSsn(digits)) spans.push({ kind: "national_id", start: end - digits.length, end });
  }
  return spans;
}
