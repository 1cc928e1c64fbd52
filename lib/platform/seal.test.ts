import { expect, it } from "vitest";
import { newId, type TenantId } from "./ids";
import { openSealed, sealText } from "./seal";

const SECRET = "an installation's secret of some length";
const place = { tenantId: newId<TenantId>(), purpose: "http-tool:1" };

it("opens for its tenant and its purpose, and for nobody and nothing else", async () => {
  const sealed = await sealText(SECRET, place, "Bearer tok_123");
  expect(sealed).not.toContain("tok_123");
  expect(await openSealed(SECRET, place, sealed)).toBe("Bearer tok_123");
  expect(await openSealed(SECRET, { ...place, tenantId: newId<TenantId>() }, sealed)).toBeNull();
  expect(await openSealed(SECRET, { ...place, purpose: "http-tool:2" }, sealed)).toBeNull();
  expect(await openSealed("another secret", place, sealed)).toBeNull();
  expect(await sealText(SECRET, place, "Bearer tok_123")).not.toBe(sealed);
});

it("opens nothing that was changed", async () => {
  const sealed = await sealText(SECRET, place, "x".repeat(200_000));
  expect(await openSealed(SECRET, place, sealed)).toHaveLength(200_000);
  for (const at of [0, 20, sealed.length - 8]) {
    const other = sealed[at] === "A" ? "B" : "A";
    expect(await openSealed(SECRET, place, sealed.slice(0, at) + other + sealed.slice(at + 1))).toBeNull();
  }
  for (const text of ["", "!", "AAAA"]) expect(await openSealed(SECRET, place, text)).toBeNull();
});
