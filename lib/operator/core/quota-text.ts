/** Quotas as somebody types them. Money is read digit by digit: no fraction of it is ever a float. */

const NANO_DIGITS = 9;

/** What a field says: `undefined` as in the tier, null no limit; `false` is nothing that makes sense. */
export type QuotaText = number | null | undefined | false;

export function readCount(text: string): QuotaText {
  const plain = text.trim().replaceAll(/[\s,_]/g, "");
  if (plain === "") return undefined;
  if (plain.toLowerCase() === "unlimited") return null;
  const value = Number(plain);
  return /^\d+$/.test(plain) && Number.isSafeInteger(value) ? value : false;
}

/** US dollars as nano US dollars. */
export function readMoney(text: string): QuotaText {
  const plain = text.trim().replaceAll(/[\s,$]/g, "");
  if (plain === "") return undefined;
  if (plain.toLowerCase() === "unlimited") return null;
  const [, whole = "", part = ""] = /^(\d+)(?:\.(\d{1,9}))?$/.exec(plain) ?? [];
  if (whole === "") return false;
  const value = Number(whole + part.padEnd(NANO_DIGITS, "0"));
  return Number.isSafeInteger(value) ? value : false;
}

/** Nano US dollars as US dollars, exact. */
export function moneyText(nano: number): string {
  const digits = String(nano).padStart(NANO_DIGITS + 1, "0");
  const part = digits.slice(-NANO_DIGITS).replace(/0+$/, "");
  return `${digits.slice(0, -NANO_DIGITS)}.${part.padEnd(2, "0")}`;
}
