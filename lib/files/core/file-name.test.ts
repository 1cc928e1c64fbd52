import { describe, expect, it } from "vitest";
import { FILE_LIMITS } from "../protocol";
import { contentDisposition, extensionOf, normaliseFileName } from "./file-name";

describe("normaliseFileName", () => {
  it.each([
    ["report.pdf", "report.pdf"],
    ["../../etc/passwd", "_.._etc_passwd"],
    ["C:\\Users\\ada\\a.txt", "C__Users_ada_a.txt"],
    [".htaccess", "htaccess"],
    ["a\u0000b\nc\tname.txt", "abcname.txt"],
    // Shown as "annfdp.exe" turned round, this would look like a PDF.
    ["ann\u202efdp.exe", "annfdp.exe"],
    ["\u2066a\u2069\u200b\ufeff.txt", "a.txt"],
    ["  spaced   out .txt. ", "spaced out .txt"],
    ["e\u0301.txt", "é.txt"],
    ["\ud800.txt", "\ufffd.txt"],
    ["\u202e\u0007 ..", "file"],
    ["", "file"],
  ])("%j becomes %j", (raw, expected) => {
    expect(normaliseFileName(raw)).toBe(expected);
    expect(normaliseFileName(expected)).toBe(expected);
  });

  it("cuts a long name in the middle and keeps its ending", () => {
    const name = normaliseFileName(`${"🦊".repeat(500)}.tar`);
    expect([...name]).toHaveLength(FILE_LIMITS.nameCharsMax);
    expect(name.endsWith("🦊….tar")).toBe(true);
    expect([...normaliseFileName("x".repeat(1_000_000))]).toHaveLength(FILE_LIMITS.nameCharsMax);
  });
});

it("extensionOf answers the ending in lower case", () => {
  expect(["a.PNG", "archive.tar.gz", "none", "a."].map(extensionOf)).toEqual(["png", "gz", "", ""]);
});

describe("contentDisposition", () => {
  it("cannot be broken out of", () => {
    const header = contentDisposition("attachment", 'a"; filename=evil.html\r\nset-cookie: x');
    expect(header).toBe(
      "attachment; filename=\"a_; filename=evil.htmlset-cookie_ x\"; filename*=UTF-8''a_%3B%20filename%3Devil.htmlset-cookie_%20x",
    );
  });

  it("carries names of any script", () => {
    const header = contentDisposition("inline", "Übersicht (1).pdf");
    expect(header).toBe("inline; filename=\"_bersicht (1).pdf\"; filename*=UTF-8''%C3%9Cbersicht%20%281%29.pdf");
    expect([...header].every((char) => char.charCodeAt(0) < 128)).toBe(true);
  });
});
