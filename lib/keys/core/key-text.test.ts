import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeyId, TenantId } from "@/lib/platform/ids";
import { crc32 } from "./crc32";
import { makeKey, parseKey, SEAL_BYTES, SECRET_BYTES, shownKey } from "./key-text";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const parts = fc.record({
  tenantId: fc.uuid({ version: [1, 2, 3, 4, 5, 6, 7, 8] }).map((id) => id as TenantId),
  keyId: fc.uuid({ version: 7 }).map((id) => id as KeyId),
  secret: bytes(SECRET_BYTES),
  seal: bytes(SEAL_BYTES),
});

const EXAMPLE = makeKey({
  tenantId: "018f4b6a-0000-7000-8000-000000000001" as TenantId,
  keyId: "018f4b6a-0000-7000-8000-000000000002" as KeyId,
  secret: new Uint8Array(SECRET_BYTES).fill(7),
  seal: new Uint8Array(SEAL_BYTES).fill(9),
});

describe("the text of a key", () => {
  it("is 99 characters that scanners can find, in exactly one spelling", () => {
    fc.assert(
      fc.property(parts, (given) => {
        const text = makeKey(given);
        expect(text).toMatch(/^pk_live_[0-9A-Za-z]{91}$/);
        expect(parseKey(text)).toEqual(given);
      }),
    );
  });

  it("is refused with any one character changed, to whatever it is changed", () => {
    fc.assert(
      fc.property(parts, fc.nat(98), fc.constantFrom(...DIGITS, "_", "-", " ", "é", "\0"), (given, at, other) => {
        const text = makeKey(given);
        fc.pre(text[at] !== other);
        expect(parseKey(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it("is refused in every place and with every digit, for one key", () => {
    for (let at = 0; at < EXAMPLE.length; at++)
      for (const digit of DIGITS)
        if (EXAMPLE[at] !== digit) expect(parseKey(EXAMPLE.slice(0, at) + digit + EXAMPLE.slice(at + 1))).toBeNull();
  });

  it("is refused with two neighbours changed places, cut short, doubled, or with anything around it", () => {
    fc.assert(
      fc.property(parts, fc.nat(97), fc.string({ minLength: 1 }), (given, at, more) => {
        const text = makeKey(given);
        const swapped = text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
        if (swapped !== text) expect(parseKey(swapped)).toBeNull();
        expect(parseKey(text.slice(0, at))).toBeNull();
        expect(parseKey(text + more)).toBeNull();
        expect(parseKey(more + text)).toBeNull();
      }),
    );
  });

  it("is refused when a part is a number too large for its bytes, whatever the checksum says", () => {
    const body = `pk_live_${"z".repeat(85)}`;
    let crc = crc32(body).reduce((value, byte) => value * 256 + byte, 0);
    let checksum = "";
    for (let place = 0; place < 6; place++, crc = Math.floor(crc / 62)) checksum = (DIGITS[crc % 62] ?? "") + checksum;
    expect(parseKey(body + checksum)).toBeNull();
  });

  it("has a checksum that others can compute: CRC-32 as everywhere", () => {
    expect([...crc32("123456789")]).toEqual([0xcb, 0xf4, 0x39, 0x26]);
  });

  it("shows nothing of the secret", () => {
    const other = makeKey({ ...(parseKey(EXAMPLE) ?? expect.fail()), secret: new Uint8Array(SECRET_BYTES).fill(8) });
    const [shown, shownOther] = [shownKey(EXAMPLE), shownKey(other)];
    expect(shown).toMatch(/^pk_live_[0-9A-Za-z]{4}…[0-9A-Za-z]{4}$/);
    expect(shown.slice(0, 12)).toBe(shownOther.slice(0, 12));
    expect(shown.slice(-4)).toBe(EXAMPLE.slice(-4));
  });
});
