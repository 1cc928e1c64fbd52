import { describe, expect, it } from "vitest";
import { newId, type TenantId } from "@/lib/platform/ids";
import { hashLinkToken, newLinkSecret } from "./link-secret";
import { newLinkToken, parseLinkToken } from "../core/link-token";

describe("link tokens", () => {
  it("carry the tenant and 32 random bytes through a URL", () => {
    for (let round = 0; round < 50; round++) {
      const tenantId = newId<TenantId>();
      const secret = newLinkSecret();
      const token = newLinkToken(tenantId, secret);
      expect(token).toMatch(/^[A-Za-z0-9_-]{64}$/);
      expect(parseLinkToken(token)).toEqual({ tenantId, secret });
    }
  });

  it("never repeat", () => {
    const tenantId = newId<TenantId>();
    const tokens = Array.from({ length: 100 }, () => newLinkToken(tenantId, newLinkSecret()));
    expect(new Set(tokens).size).toBe(100);
  });

  it.each(["", "x", "a".repeat(63), "a".repeat(65), `${"a".repeat(63)}=`, `${"a".repeat(63)}/`, "A".repeat(64)])(
    "refuses %j",
    (token) => expect(parseLinkToken(token)).toBeNull(),
  );

  it("are kept as a hash that does not contain them", async () => {
    const token = newLinkToken(newId<TenantId>(), newLinkSecret());
    const hash = await hashLinkToken(token);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashLinkToken(token)).toBe(hash);
    expect(await hashLinkToken(`${token.slice(0, 63)}${token.endsWith("A") ? "B" : "A"}`)).not.toBe(hash);
  });
});
