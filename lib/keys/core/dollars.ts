/** Amounts of money as people write them, to and from nano US dollars. Whole numbers throughout. */
const NANO_DIGITS = 9;
const AMOUNT = /^(\d{1,6})(?:\.(\d{1,9}))?$/;

/** Null for what is no amount, for nothing at all, and above 999,999.999999999. */
export function parseDollars(text: string): number | null {
  const [, whole, part = ""] = AMOUNT.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const nano = Number(whole + part.padEnd(NANO_DIGITS, "0"));
  return nano > 0 ? nano : null;
}

/** As it is put into a field: the shortest text of the same amount, with cents. */
export function dollarsText(nano: number): string {
  const digits = String(nano).padStart(NANO_DIGITS + 1, "0");
  const part = digits.slice(-NANO_DIGITS).replace(/0+$/, "").padEnd(2, "0");
  return `${digits.slice(0, -NANO_DIGITS)}.${part}`;
}
