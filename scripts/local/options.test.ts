import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseStartOptions } from "./options";

describe("parseStartOptions", () => {
  it("has defaults", () => {
    expect(parseStartOptions([])).toEqual({
      port: 8787,
      dataDir: resolve(".parlor"),
      reset: false,
      json: false,
      demo: false,
    });
  });

  it("takes every option in both spellings", () => {
    const wanted = { port: 9000, dataDir: resolve("x"), reset: true, json: true, demo: true };
    expect(parseStartOptions(["--port", "9000", "--data", "x", "--reset", "--json", "--demo"])).toEqual(wanted);
    expect(parseStartOptions(["--port=9000", "--data=x", "--reset", "--json", "--demo"])).toEqual(wanted);
  });

  it("answers null for --help", () => {
    expect(parseStartOptions(["--help"])).toBeNull();
  });

  it.each([
    [["--prot", "1"], "--prot"],
    [["-p", "1"], "-p"],
    [["--port", "http"], '"http"'],
    [["--port", "70000"], '"70000"'],
    [["--port=-1"], '"-1"'],
    [["--port"], "no value"],
    [["--json=yes"], "does not take"],
    [["9000"], '"9000"'],
  ])("names what is wrong in %j", (argv, named) => {
    expect(() => parseStartOptions(argv)).toThrow(named);
  });
});
