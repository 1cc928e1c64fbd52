import { describe, expect, it } from "vitest";
import { safeNextPath, withNext } from "./next-path";

describe("safeNextPath", () => {
  it.each([
    "/demo/rooms",
    "/demo/rooms/0198c7d2-7c1a-7a3b-8a51-0a2f9b1c2d3e?message=14",
    "/invite/abc-DEF_0.1~",
    "/account#sessions",
  ])("keeps %s", (path) => expect(safeNextPath(path)).toBe(path));

  it.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/demo//evil",
    "https://evil.example",
    "javascript:alert(1)",
    "evil.example",
    "/@evil.example",
    "/x@evil.example",
    "/%2F%2Fevil.example",
    "/%5Cevil.example",
    "/%0d%0aSet-Cookie:x",
    "/demo\nx",
    "/\tevil",
    "/ evil",
    "/../api/auth/sign-out",
    "/demo/..",
    "/dｅmo",
    "",
    " /demo",
    `/${"a".repeat(600)}`,
  ])("sends %j home", (path) => expect(safeNextPath(path)).toBe("/"));

  it("sends a missing or repeated parameter home", () => {
    expect(safeNextPath(undefined)).toBe("/");
    expect(safeNextPath(null)).toBe("/");
    expect(safeNextPath(["/demo", "/acme"])).toBe("/");
  });

  it("never leaves the site, whatever the URL parser makes of it", () => {
    const alphabet = ["/", "\\", "@", ":", "%2f", ".", "a", "?", "#", "\t", "//", "evil.example"];
    for (const a of alphabet)
      for (const b of alphabet)
        for (const c of alphabet) {
          const result = new URL(safeNextPath(`${a}${b}${c}`), "https://app.example");
          expect(result.origin).toBe("https://app.example");
        }
  });
});

describe("withNext", () => {
  it("carries a safe path and drops an unsafe one", () => {
    expect(withNext("/sign-in", "/demo/rooms?message=1")).toBe("/sign-in?next=%2Fdemo%2Frooms%3Fmessage%3D1");
    expect(withNext("/sign-in", "//evil.example")).toBe("/sign-in");
  });
});
