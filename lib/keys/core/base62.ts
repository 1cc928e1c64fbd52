const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE = 62n;

const valueOf = new Map(Array.from(DIGITS, (digit, value) => [digit, BigInt(value)]));

/** Bytes as one number of exactly `chars` digits, the highest first. The caller knows that they fit. */
export function toBase62(bytes: Uint8Array, chars: number): string {
  let rest = bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  let text = "";
  for (let place = 0; place < chars; place++) {
    text = (DIGITS[Number(rest % BASE)] ?? "") + text;
    rest /= BASE;
  }
  return text;
}

/** The bytes again; null for another digit and for a number that is too large, so that bytes have one spelling only. */
export function fromBase62(text: string, bytes: number): Uint8Array | null {
  let value = 0n;
  for (const digit of text) {
    const digitValue = valueOf.get(digit);
    if (digitValue === undefined) return null;
    value = value * BASE + digitValue;
  }
  if (value >> BigInt(bytes * 8) !== 0n) return null;
  const read = new Uint8Array(bytes);
  for (let at = bytes - 1; at >= 0; at--) {
    read[at] = Number(value & 0xffn);
    value >>= 8n;
  }
  return read;
}
