import type { Span } from "./find-personal";

/** Between the groups of a number. */
const S = "[ \\u00a0\\u202f.\\-/]";
const BEFORE = "(?<![\\p{L}\\p{N}_+#$€£¥]|[\\p{N}][.,:/\\-]|[#$€£¥][ \\u00a0])";
const AFTER = `(?![\\p{L}\\p{N}_%€$£]|[.,:/\\-]\\p{N}|${S}\\d|[ \\u00a0][€$£%])`;

interface Form {
  pattern: RegExp;
  digitsMin: number;
  digitsMax: number;
  /** Only near a word that speaks of phones. */
  named?: true;
}

const form = (source: string, digitsMin: number, digitsMax: number, named?: true): Form => ({
  pattern: new RegExp(`${BEFORE}${source}${AFTER}`, "gu"),
  digitsMin,
  digitsMax,
  ...(named && { named }),
});

const FORMS: readonly Form[] = [
  // International: +49 (0)171 123-4567, 0049 171 1234567.
  form(`\\+${S}?\\(?[1-9]\\d{0,3}\\)?(?:${S}{0,2}(?:\\(\\d{1,4}\\)|\\d{1,12})){1,6}`, 9, 16),
  form(`00${S}?[1-9]\\d{0,3}(?:${S}{0,2}(?:\\(\\d{1,4}\\)|\\d{1,12})){1,6}`, 11, 17),
  // With the national zero: 030 123456, (020) 7946 0958, 06 12 34 56 78, 0171/1234567, 01711234567.
  form(`\\(0[1-9]\\d{1,4}\\)${S}{0,2}\\d{2,8}(?:${S}\\d{2,8}){0,3}`, 8, 12),
  form(`0[1-9]\\d{0,4}(?:(?: [-/] |${S})\\d{2,8}){1,5}`, 9, 12),
  form("0[1-9]\\d{8,9}", 10, 11),
  // North America: (555) 123-4567, 555-123-4567, 1 555 123 4567.
  form(`(?:1${S})?(?:\\([2-9]\\d{2}\\)${S}?\\d{3}${S}\\d{4}|[2-9]\\d{2}(${S})\\d{3}\\1\\d{4})`, 10, 11),
  // Spain: 612 34 56 78; Brazil: (11) 91234-5678, 11 3456-7890.
  form("[6-9]\\d{2}[ .]\\d{2}[ .]\\d{2}[ .]\\d{2}", 9, 9),
  form("(?:\\([1-9]\\d\\) ?|[1-9]\\d )(?:9\\d{4}|[2-5]\\d{3})-\\d{4}", 10, 11),
  form(`\\(?\\d(?:[()]?${S}?[()]?\\d){6,14}`, 7, 15, true),
];

const NAMED =
  /(?:\btel|phone|mobile|\bmob\b|\bcell|\bcall|\bring\b|\btext me|\bsms|whatsapp|\bfax|handy|\bruf|anruf|rückruf|nummer ist|téléphone|portable|appel|joindre|móvil|\bcelular|llám|llam[ae]|ligu|ligar|telem|telefon|هاتف|جوال|موبايل|رقمي|اتصل)[^\d\n]{0,30}$/iu;
/** What stands before other numbers. */
const OTHER =
  /(?:order|invoice|ticket|case|ref|reference|tracking|serial|sku|article|item|part|model|version|isbn|ean|gtin|customer (?:no|number|id)|\bid|\bnr|\bno|bestell\w*|rechnung\w*|auftrag\w*|vorgang\w*|kunden\w*|artikel\w*|commande|facture|dossier|référence|pedido|factura|fatura|encomenda|fattura|ordine|طلب|فاتورة)[ \t.:#n°º-]*(?:no|nr|number|nummer|numéro|número|id|code)?[ \t.:#°º-]*$/iu;
/** A day, where no further number follows as it does in a phone number written by twos. */
const DAY = /^(?:\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([./-])\d{1,2}\2\d{1,2})(?![./-]?\d)/;

/** Phone numbers, international and as they are written at home. */
export function findPhones(text: string): Span[] {
  const spans: Span[] = [];
  for (const { pattern, digitsMin, digitsMax, named } of FORMS) {
    for (const match of text.matchAll(pattern)) {
      const digits = match[0].replace(/\D/g, "");
      if (digits.length < digitsMin || digits.length > digitsMax || /0{6,}$/.test(digits)) continue;
      const before = text.slice(Math.max(0, match.index - 40), match.index);
      if (DAY.test(match[0])) continue;
      if (named ? !NAMED.test(before) : !match[0].startsWith("+") && OTHER.test(before) && !NAMED.test(before))
        continue;
      const cut = match[0].startsWith("(") && !match[0].includes(")") ? 1 : 0;
      spans.push({ kind: "phone", start: match.index + cut, end: match.index + match[0].length });
    }
  }
  return spans;
}
