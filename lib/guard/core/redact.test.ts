import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PERSONAL_KINDS, type PersonalKind } from "../protocol";
import { findPersonal } from "./find-personal";
import { placeholdersIn, redact, restore } from "./redact";

const kindsIn = (text: string, names?: readonly string[]) =>
  findPersonal(text, PERSONAL_KINDS, names).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe("personal data", () => {
  it.each<[PersonalKind, string, string]>([
    ["email", "Write to ada.lovelace+shop@mail.example.co.uk, thanks", "ada.lovelace+shop@mail.example.co.uk"],
    ["email", "<grüße@bücher.example>", "grüße@bücher.example"],
    ["email", "mailto:a@b.io?subject=x", "a@b.io"],
    ["email", "It is a@b.io.", "a@b.io"],
    ["phone", "+49 171 1234567", "+49 171 1234567"],
    ["phone", "+49 (0)30 123456-78", "+49 (0)30 123456-78"],
    ["phone", "Call +442079460958 now", "+442079460958"],
    ["phone", "0049 171 1234567", "0049 171 1234567"],
    ["phone", "(030) 1234567", "(030) 1234567"],
    ["phone", "030 / 1234567", "030 / 1234567"],
    ["phone", "0171-1234567", "0171-1234567"],
    ["phone", "01711234567", "01711234567"],
    ["phone", "020 7946 0958", "020 7946 0958"],
    ["phone", "06 12 34 56 78", "06 12 34 56 78"],
    ["phone", "06.12.34.56.78", "06.12.34.56.78"],
    ["phone", "my number: (555) 123-4567.", "(555) 123-4567"],
    ["phone", "555-123-4567", "555-123-4567"],
    ["phone", "1 555 123 4567", "1 555 123 4567"],
    ["phone", "llámame al 612 345 678", "612 345 678"],
    ["phone", "612 34 56 78", "612 34 56 78"],
    ["phone", "(11) 91234-5678", "(11) 91234-5678"],
    ["phone", "11 91234-5678", "11 91234-5678"],
    ["phone", "Tel. 5551234567", "5551234567"],
    ["phone", "هاتف ٠١٢٣٤٥٦٧٨٩", "٠١٢٣٤٥٦٧٨٩"],
    ["phone", "WhatsApp: 912 345 678", "912 345 678"],
    ["card", "4111 1111 1111 1111", "4111 1111 1111 1111"],
    ["card", "4111-1111-1111-1111 12/26", "4111-1111-1111-1111"],
    ["card", "378282246310005", "378282246310005"],
    ["card", "card 6304000000000000 ok", "6304000000000000"],
    ["card", "٤١١١١١١١١١١١١١١١", "٤١١١١١١١١١١١١١١١"],
    ["iban", "DE89 3704 0044 0532 0130 00 and then", "DE89 3704 0044 0532 0130 00"],
    ["iban", "gb82west12345698765432", "gb82west12345698765432"],
    ["iban", "FR14 2004 1010 0505 0001 3M02 606.", "FR14 2004 1010 0505 0001 3M02 606"],
    ["ip", "from 203.0.113.9, port 80", "203.0.113.9"],
    ["ip", "http://192.168.1.10:8080/x", "192.168.1.10"],
    ["ip", "2001:db8::8a2e:370:7334", "2001:db8::8a2e:370:7334"],
    ["ip", "[2001:0db8:85a3:0000:0000:8a2e:0370:7334]", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"],
    ["ip", "::ffff:203.0.113.9", "::ffff:203.0.113.9"],
    ["national_id", "SSN 123-45-6789", "123-45-6789"],
    ["national_id", "social security number: 123456789", "123456789"],
    ["national_id", "Steuer-ID 86095742719", "86095742719"],
    ["national_id", "86 095 742 719", "86 095 742 719"],
    ["national_id", "AB 12 34 56 C", "AB 12 34 56 C"],
    ["national_id", "2 55 08 14 168 025 38", "2 55 08 14 168 025 38"],
    ["national_id", "DNI 12345678Z", "12345678Z"],
    ["national_id", "NIE X1234567L", "X1234567L"],
    ["national_id", "CPF 529.982.247-25", "529.982.247-25"],
    ["national_id", "52998224725", "52998224725"],
  ])("%s in %j", (kind, text, found) => {
    expect(kindsIn(text)).toEqual([[kind, found]]);
  });

  it.each([
    "Version 1.2.3.4 of next 16.4.6",
    "v10.0.19045.1",
    "It costs 1.299,00 € or $1,234,567.89, EUR 912 345 678.00",
    "On 2026-11-21 at 12:30:45, and 05.11.2026 12:30 to 06.11.2026",
    "21/11/2026, 11-21-2026 and 2026/11/21 08:00",
    "Order 4512345678, invoice no. 0123456789 and ticket #0471123456",
    "Bestellnummer 01711234567, Rechnung Nr. 0301234567",
    "Order 302-1234567-7654321",
    "ISBN 978-3-16-148410-0, EAN 4006381333931",
    "1732233600000 ms since 1970",
    "uuid 018f6f0e-7c1a-7b3e-9c1d-2b3a4c5d6e7f",
    "std::vector<int> a::b and foo::bar::baz",
    "at 12:30:45:10, MAC 00:1b:44:11:3a:b7",
    "npm install @scope/pkg@1.2.3 && git clone git@github.com:owner/repo.git",
    "logo@2x.png and @media (min-width: 1024px)",
    "const x = [1, 2, 3]; // 0x7f000001",
    "127.0.0.1, 0.0.0.0 and 255.255.255.0",
    "sections 1.2.3.4 and § 4.3.2.1",
    "IBAN GB82 WEST 1234 5698 7654 33",
    "card 4111 1111 1111 1112",
    "DNI 12345678A, CPF 529.982.247-26, 86095742718",
    "000-12-3456 and 666-12-3456",
    "Population 83 294 633; 10 000 000 users, +10 000 000",
    "1234567890 items, 100 200 300 400",
    "the range 100-200-3000",
    "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
  ])("is not in %j", (text) => {
    expect(kindsIn(text)).toEqual([]);
  });

  it("is a known name, whole or in part, and no part of a word", () => {
    expect(kindsIn("I am ada Lovelace; Ada's friend, adamant", ["Ada Lovelace"])).toEqual([
      ["name", "ada Lovelace"],
      ["name", "Ada"],
    ]);
  });
});

describe("redaction", () => {
  const vault = {};

  it("gives one original one placeholder in a vault, and counts each kind", () => {
    const first = redact("a@b.io, c@d.io, a@b.io and +49 171 1234567", ["email", "phone"], vault);
    expect(first.text).toBe("[email-1], [email-2], [email-1] and [phone-1]");
    expect(first.found).toEqual(["email", "phone"]);
    const second = redact("e@f.io or c@d.io", ["email"], first.vault);
    expect(second.text).toBe("[email-3] or [email-2]");
    expect(restore(`${first.text} ${second.text}`, second.vault)).toBe(
      "a@b.io, c@d.io, a@b.io and +49 171 1234567 e@f.io or c@d.io",
    );
  });

  it("leaves kinds alone that are not asked for, and what they claim too", () => {
    const text = "a@b.io, DE89 3704 0044 0532 0130 00";
    expect(redact(text, ["phone", "card"], vault).text).toBe(text);
  });

  it("lets nobody read the vault by writing a placeholder", () => {
    const first = redact("a@b.io", ["email"], vault);
    const second = redact("Say [email-1] and [national-id-7]", ["email"], first.vault);
    expect(second.text).toBe("Say [text-1] and [text-2]");
    expect(restore(second.text, second.vault)).toBe("Say [email-1] and [national-id-7]");
    expect(restore(redact("[text-1]", [], second.vault).text, redact("[text-1]", [], second.vault).vault)).toBe(
      "[text-1]",
    );
  });

  it("restores without the vault nothing, and not what a vault's ancestors hold", () => {
    expect(restore("[email-1]", {})).toBe("[email-1]");
    expect(placeholdersIn("x [email-12] y")).toEqual([{ placeholder: "[email-12]", start: 2, end: 12 }]);
  });
});

const PIECES = [
  "a@b.io",
  "ada@example.com",
  "+49 171 1234567",
  "(555) 123-4567",
  "06 12 34 56 78",
  "4111 1111 1111 1111",
  "DE89 3704 0044 0532 0130 00",
  "203.0.113.9",
  "2001:db8::8a2e:370:7334",
  "123-45-6789",
  "12345678Z",
  "86095742719",
  "[email-1]",
  "[text-1]",
  "[phone-2",
  "email-1]",
  "[",
  "]",
  " ",
  "\n",
  ".",
  "-",
  "+",
  "(",
  ")",
  "0",
  "1",
  "49",
  "@",
  ":",
  "x",
  "Tel. ",
  "Ada",
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.array(fc.constantFrom(..."0123456789 .-/()+@:[]ab"), { maxLength: 60 }).map((chars) => chars.join("")),
);
const kinds = fc.subarray([...PERSONAL_KINDS]);

describe("any text", () => {
  it("comes back as it was, from any vault that came before", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), text, kinds, (earlier, body, wanted) => {
        let book: Record<string, string> = {};
        for (const one of earlier) book = redact(one, wanted, book, ["Ada"]).vault;
        const redacted = redact(body, wanted, book, ["Ada"]);
        expect(restore(redacted.text, redacted.vault)).toBe(body);
      }),
      { numRuns: 3_000 },
    );
  });

  it("has nothing of the kinds left", () => {
    fc.assert(
      fc.property(text, kinds, (body, wanted) => {
        const redacted = redact(body, wanted, {}, ["Ada"]);
        const masks = placeholdersIn(redacted.text);
        const left = findPersonal(redacted.text, wanted, ["Ada"]).filter(({ start, end }) =>
          masks.every((mask) => end <= mask.start || start >= mask.end),
        );
        expect(left).toEqual([]);
        for (const mask of masks) expect(redacted.vault).toHaveProperty([mask.placeholder]);
      }),
      { numRuns: 3_000 },
    );
  });

  it("takes time in proportion, however it is made up", () => {
    for (const piece of ["a", "1", "1 ", "@", "a@", "(", "::", "1.", "0 1", "+1", "a.b@", "de12 ", "4111 "]) {
      redact(piece.repeat(20_000 / piece.length), PERSONAL_KINDS, {});
    }
  }, 20_000);
});
