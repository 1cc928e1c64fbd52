import { describe, expect, it } from "vitest";
import { RESERVED_SLUGS, slugFault, slugFrom } from "./slug";

describe("slugFault", () => {
  it.each(["demos", "acme", "a1", "a-b-c", "x".repeat(40)])("accepts %s", (slug) => expect(slugFault(slug)).toBeNull());

  it.each([
    ["a", "short"],
    ["x".repeat(41), "long"],
    ["-a", "shape"],
    ["a-", "shape"],
    ["a--b", "shape"],
    ["A1", "shape"],
    ["a_b", "shape"],
    ["a.b", "shape"],
    ["münchen", "shape"],
    ["a/b", "shape"],
    ["%61b", "shape"],
  ])("refuses %s: %s", (slug, fault) => expect(slugFault(slug)).toBe(fault));

  it.each(
    "v1 admin ws embed health internal api sign-in sign-up invite reset verify outbox demo operator new account socket public".split(
      " ",
    ),
  )("keeps %s for the product", (slug) => expect(slugFault(slug)).toBe("reserved"));

  it("reserves only names that could otherwise be taken, or that no slug can spell", () => {
    expect(RESERVED_SLUGS.has("acme")).toBe(false);
    expect(slugFault("_next")).not.toBeNull();
  });
});

describe("slugFrom", () => {
  it.each([
    ["Demo Company", "demo-company"],
    ["  Zürich & Söhne GmbH ", "zurich-sohne-gmbh"],
    ["Straße 9", "strasse-9"],
    ["日本", ""],
    ["a".repeat(60), "a".repeat(40)],
  ])("%j gives %j", (name, slug) => expect(slugFrom(name)).toBe(slug));
});
