import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync, type Zippable } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { ImportProblem } from "./problem";
import { openZip, ZIP_LIMITS, type ZipFile } from "./zip-file";

const folder = mkdtempSync(join(tmpdir(), "parlor-zip-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let nth = 0;
function fileOf(bytes: Uint8Array): string {
  const path = join(folder, `${nth++}.zip`);
  writeFileSync(path, bytes);
  return path;
}

function withZip<T>(files: Zippable, run: (zip: ZipFile) => T, limits = ZIP_LIMITS): T {
  const zip = openZip(fileOf(zipSync(files)), limits);
  try {
    return run(zip);
  } finally {
    zip.close();
  }
}

describe("openZip", () => {
  it("reads stored and packed entries and names in UTF-8", () => {
    const files: Zippable = {
      "users.json": strToU8("[1]"),
      "müller/2024-01-01.json": [strToU8("x".repeat(9_000)), { level: 9 }],
      "raw.json": [strToU8("raw"), { level: 0 }],
    };
    withZip(files, (zip) => {
      expect([...zip.entries.keys()]).toEqual(["users.json", "müller/2024-01-01.json", "raw.json"]);
      expect(Buffer.from(zip.read("müller/2024-01-01.json")).toString()).toBe("x".repeat(9_000));
      expect(Buffer.from(zip.read("raw.json")).toString()).toBe("raw");
      expect(() => zip.read("none.json")).toThrow("there is no none.json in it");
    });
  });

  it("has one fingerprint for one content", () => {
    const a = withZip({ a: strToU8("1") }, ({ fingerprint }) => fingerprint);
    const b = withZip({ a: strToU8("2") }, ({ fingerprint }) => fingerprint);
    expect(a).toMatch(/^[0-9a-f]{64}$/);
    expect(a).not.toBe(b);
  });

  it("refuses what is no zip in one sentence that names the file", () => {
    for (const bytes of [
      strToU8(""),
      strToU8("hello"),
      strToU8("PK\u0003\u0004 but no more"),
      zipSync({ a: strToU8("1") }).slice(0, 60),
    ]) {
      expect(() => openZip(fileOf(bytes))).toThrow(/\d\.zip: this is not a complete zip file/);
    }
    expect(() => openZip(join(folder, "missing.zip"))).toThrow("missing.zip: the file cannot be read");
    expect(() => openZip(folder)).toThrow("this is not a file");
  });

  it("stops a bomb at what its directory claims and at the limit", () => {
    const bomb = zipSync({ "users.json": [new Uint8Array(3_000_000), { level: 9 }] });
    const limits = { ...ZIP_LIMITS, entryBytesMax: 1_000_000 };
    expect(() => withBytes(bomb, limits)).toThrow("users.json is larger than 0 MiB");
    // A directory that lies about the size.
    const lying = bomb.slice();
    const at = Buffer.from(lying).lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    new DataView(lying.buffer).setUint32(at + 24, 10, true);
    expect(() => withBytes(lying, limits)).toThrow("users.json is damaged or larger than it says");
    expect(() => withBytes(bomb, { ...ZIP_LIMITS, totalBytesMax: 1_000 })).toThrow(ImportProblem);
  });

  it("refuses an encrypted entry and survives any damage", () => {
    const bytes = zipSync({ "users.json": strToU8("[]"), b: strToU8("2") });
    const encrypted = bytes.slice();
    encrypted[Buffer.from(encrypted).indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 8] = 1;
    expect(() => withBytes(encrypted, ZIP_LIMITS)).toThrow("encrypted");
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      try {
        withBytes(damaged, ZIP_LIMITS);
      } catch (error) {
        expect(error).toBeInstanceOf(ImportProblem);
      }
    }
  });
});

function withBytes(bytes: Uint8Array, limits: typeof ZIP_LIMITS): Uint8Array {
  const zip = openZip(fileOf(bytes), limits);
  try {
    return zip.read("users.json");
  } finally {
    zip.close();
  }
}
