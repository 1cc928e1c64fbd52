import { describe, expect, it } from "vitest";
import { placeIn, readLastTenant, rememberTenant, startPath } from "./last-tenant";

describe("the remembered tenant", () => {
  it("is read from among other cookies", () => {
    expect(readLastTenant("a=1; parlor.last=demo; b=2")).toBe("demo");
    expect(readLastTenant(null)).toBeNull();
    expect(readLastTenant("xparlor.last=demo")).toBeNull();
  });

  it.each(["../evil", "%2f", "a b", "x".repeat(99), ""])("is none when the cookie says %j", (value) =>
    expect(readLastTenant(`parlor.last=${value}`)).toBeNull(),
  );

  it("is written only when it changes", () => {
    expect(rememberTenant("parlor.last=demo", "demo", true)).toBeNull();
    expect(rememberTenant("parlor.last=acme", "demo", true)).toMatch(
      /^parlor\.last=demo; .*HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(rememberTenant(null, "demo", false)).not.toContain("Secure");
  });
});

describe("startPath", () => {
  const tenants = [
    { slug: "acme", suspended: true },
    { slug: "demo", suspended: false },
    { slug: "zeta", suspended: false },
  ];
  it("prefers the last, then the first that is open, then any", () => {
    expect(startPath(tenants, "zeta")).toBe("/zeta/rooms");
    expect(startPath(tenants, "acme")).toBe("/demo/rooms");
    expect(startPath(tenants, "gone")).toBe("/demo/rooms");
    expect(startPath(tenants.slice(0, 1), null)).toBe("/acme/rooms");
  });
  it("offers a new one to somebody who has none", () => expect(startPath([], "demo")).toBe("/new"));
});

describe("placeIn", () => {
  it("leads to a place of the same tenant, and nowhere that a caller makes up", () => {
    expect(placeIn("/demo/rooms", "later")).toBe("/demo/later");
    for (const place of [null, "", "admin", "../acme/rooms", "//evil.example"])
      expect(placeIn("/demo/rooms", place)).toBe("/demo/rooms");
    expect(placeIn("/new", "later")).toBe("/new");
  });
});
