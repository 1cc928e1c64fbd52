import { expect, it } from "vitest";
import { holdsKey, maskKeys } from "./mask-keys";

const KEY = `pk_live_${"aB3".repeat(30)}Z`;

it("takes keys out of a text, whole or cut off, and leaves the rest", () => {
  expect(maskKeys(`The model main/${KEY} and ${KEY.slice(0, 40)}, not ${KEY.toUpperCase()}.`)).toBe(
    "The model main/pk_live_… and pk_live_…, not pk_live_….",
  );
  expect(maskKeys("Send an API key: Authorization: Bearer pk_live_...")).toBe(
    "Send an API key: Authorization: Bearer pk_live_...",
  );
});

it("tells whether there is one", () => {
  expect([holdsKey(`/v1/${KEY}`), holdsKey(`/v1/${KEY}`), holdsKey("pk_live_ab…wxyz")]).toEqual([true, true, false]);
});
