import { expect, it } from "vitest";
import { newId, type KeyId } from "../../platform/ids";
import type { KeyRecord, TenantPolicy } from "../protocol";
import { refuseKey, refuseUse, sameHash } from "./proof";
import { TIER_KEY_LIMITS, TIER_QUOTAS } from "./tiers";

const key: KeyRecord = {
  keyId: newId<KeyId>(),
  secretHash: "ab",
  scopes: ["chat"],
  limits: TIER_KEY_LIMITS.free,
  models: null,
  tools: null,
  expiresAt: null,
  endsAt: null,
  version: 1,
};
const policy: TenantPolicy = {
  version: 1,
  status: "active",
  tier: "free",
  quotas: TIER_QUOTAS.free,
  zone: "UTC",
  defaultModel: null,
  models: null,
  tools: null,
  systemPrompt: "",
  apiOrigins: [],
};

it("compares digests whole", () => {
  expect(sameHash("abcd", "abcd")).toBe(true);
  for (const other of ["abce", "bbcd", "abc", "abcde", "", "ABCD"]) expect(sameHash("abcd", other)).toBe(false);
});

it("refuses a key from the moment that it ends, expires, or its tenant is suspended", () => {
  expect(refuseKey({ ...key, endsAt: 10, expiresAt: 20 }, policy, 9)).toBeNull();
  expect(refuseKey({ ...key, endsAt: 10 }, policy, 10)).toMatchObject({ code: "unauthenticated" });
  expect(refuseKey({ ...key, expiresAt: 10 }, policy, 10)).toMatchObject({ code: "unauthenticated" });
  expect(refuseKey(key, { ...policy, status: "suspended" }, 0)).toMatchObject({ code: "forbidden" });
});

it("holds a key to its scopes, and to models that both it and the tenant may use", () => {
  const chat = { scope: "chat", model: "a" } as const;
  expect(refuseUse(chat, key, policy)).toBeNull();
  expect(refuseUse({ ...chat, scope: "tools" }, key, policy)).toMatchObject({ code: "forbidden" });
  expect(refuseUse(chat, { ...key, models: ["b"] }, policy)).toMatchObject({ code: "forbidden" });
  expect(refuseUse(chat, { ...key, models: ["a"] }, { ...policy, models: ["b"] })).toMatchObject({ code: "forbidden" });
  expect(refuseUse(chat, { ...key, models: ["a"] }, { ...policy, models: ["a"] })).toBeNull();
});
