import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepSecrets, requireDataFolder, resetDataFolder } from "./data-folder";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "parlor-folder-"));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

describe("requireDataFolder", () => {
  it("makes the folder, parents too, and takes it again", () => {
    const dataDir = join(base, "a", "b");
    requireDataFolder(dataDir);
    keepSecrets(dataDir);
    expect(() => requireDataFolder(dataDir)).not.toThrow();
  });

  it("refuses a folder with other content, and leaves it alone", () => {
    writeFileSync(join(base, "mine.txt"), "x");
    expect(() => requireDataFolder(base)).toThrow(/holds other files/);
    expect(readdirSync(base)).toEqual(["mine.txt"]);
  });

  it("says that a file, or a place where nothing can be made, cannot be written", () => {
    writeFileSync(join(base, "file"), "x");
    expect(() => requireDataFolder(join(base, "file"))).toThrow(/cannot be written/);
    expect(() => requireDataFolder(join(base, "file", "below"))).toThrow(/cannot be written/);
    if (existsSync("/proc/self")) expect(() => requireDataFolder("/proc/parlor/data")).toThrow(/cannot be written/);
  });
});

describe("keepSecrets", () => {
  it("makes them once, for the owner's eyes only", () => {
    const first = keepSecrets(base);
    expect(keepSecrets(base)).toEqual(first);
    expect(new Set(Object.values(first)).size).toBe(7);
    expect(statSync(join(base, "secrets.json")).mode & 0o077).toBe(0);
  });

  it("does not replace a damaged file", () => {
    writeFileSync(join(base, "secrets.json"), "{");
    expect(() => keepSecrets(base)).toThrow(/damaged/);
    expect(readFileSync(join(base, "secrets.json"), "utf8")).toBe("{");
  });
});

describe("resetDataFolder", () => {
  it("removes what a start made, and nothing else", () => {
    keepSecrets(base);
    for (const name of ["postgres", "workers", "mine"]) mkdirSync(join(base, name));
    resetDataFolder(base);
    expect(readdirSync(base)).toEqual(["mine"]);
  });
});
