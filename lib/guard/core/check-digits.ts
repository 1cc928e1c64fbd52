/** The check digits of numbers that name a person or an account. Each takes the bare number, without separators. */

/** Cards (ISO/IEC 7812). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** IBAN (ISO 13616): the first four characters go to the end, letters count from 10. */
export function passesMod97(iban: string): boolean {
  const turned = `${iban.slice(4)}${iban.slice(0, 4)}`.toUpperCase();
  let rest = 0;
  for (const char of turned) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** German tax id: of its first ten digits exactly one comes twice or three times; ISO 7064 mod 11, 10. */
export function isGermanTaxId(digits: string): boolean {
  if (!/^[1-9]\d{10}$/.test(digits)) return false;
  const times = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) times.set(digit, (times.get(digit) ?? 0) + 1);
  const repeated = [...times.values()].filter((count) => count > 1);
  if (repeated.length !== 1 || (repeated[0] ?? 0) > 3) return false;
  let product = 10;
  for (const digit of digits.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  const check = 11 - product;
  return (check === 10 ? 0 : check) === Number(digits[10]);
}

/** French NIR: thirteen places (Corsica has letters) and a key of two. */
export function isFrenchNir(text: string): boolean {
  const nir = text.toUpperCase();
  if (!/^[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{8}$/.test(nir)) return false;
  const number = nir.slice(0, 13).replace("2A", "19").replace("2B", "18");
  return 97 - Number(BigInt(number) % 97n) === Number(nir.slice(13));
}

/** Spanish DNI (eight digits) and NIE (X, Y or Z and seven), each with its letter. */
export function isSpanishId(text: string): boolean {
  const id = text.toUpperCase();
  if (!/^[XYZ\d]\d{7}[A-Z]$/.test(id)) return false;
  const number = Number(
    `${"XYZ".includes(id.charAt(0)) ? "XYZ".indexOf(id.charAt(0)) : id.charAt(0)}${id.slice(1, 8)}`,
  );
  return "TRWAGMYFPDXBNJZSQVHLCKE".charAt(number % 23) === id.charAt(8);
}

/** Brazilian CPF: nine digits and two check digits. */
export function isCpf(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || /^(\d)\1*$/.test(digits)) return false;
  return [9, 10].every((length) => {
    let sum = 0;
    for (let at = 0; at < length; at++) sum += Number(digits[at]) * (length + 1 - at);
    return ((sum * 10) % 11) % 10 === Number(digits[length]);
  });
}

/** US social security number: no check digit, but numbers that were never given. */
export function isSsn(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits);
}

/** UK national insurance number: no check digit, but prefixes that were never given. */
export function isNino(text: string): boolean {
  const nino = text.toUpperCase();
  return /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/.test(nino) && !/^(?:BG|GB|NK|KN|TN|NT|ZZ)/.test(nino);
}
