import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId, type KeyId, type TenantId } from "@/lib/platform/ids";
import { makeKey, parseKey } from "../core/key-text";
import { hashKey } from "./hash-key";
import { mintKey } from "./mint-key";
import { proveKey } from "./prove-key";

const env = { BETTER_AUTH_SECRET: "a secret of the installation, long enough" };
const ids = () => ({ tenantId: newId<TenantId>(), keyId: newId<KeyId>() });

describe("a key in an Authorization header", () => {
  it("proves whose it is and what it hashes to", async () => {
    const mine = ids();
    const { text, secretHash } = await mintKey(env, mine);
    expect(secretHash).toBe(await hashKey(text));
    expect(await proveKey(env, `Bearer ${text}`)).toEqual({ ...mine, secretHash });
    expect(await proveKey(env, `bearer  ${text} `)).toEqual({ ...mine, secretHash });
  });

  it.each([null, undefined, "", "Bearer", "Bearer ", "Basic abc", "Bearer sk-other", "Bearer a b"])(
    "proves nothing with %j",
    async (header) => {
      expect(await proveKey(env, header)).toBeNull();
    },
  );

  it("proves nothing without the scheme, and not twice in one header", async () => {
    const { text } = await mintKey(env, ids());
    expect(await proveKey(env, text)).toBeNull();
    expect(await proveKey(env, `Bearer ${text} ${text}`)).toBeNull();
    expect(await proveKey(env, `Bearer ${text}, Bearer ${text}`)).toBeNull();
  });

  it("proves nothing when it was made under another secret, well-formed as it is", async () => {
    const { text } = await mintKey({ BETTER_AUTH_SECRET: "the secret of another installation" }, ids());
    expect(parseKey(text)).not.toBeNull();
    expect(await proveKey(env, `Bearer ${text}`)).toBeNull();
  });

  it("proves nothing when ids, secret or seal of a true key are put together anew, checksum and all", async () => {
    const mine = await mintKey(env, ids());
    const theirs = await mintKey(env, ids());
    const [own, other] = [parseKey(mine.text) ?? expect.fail(), parseKey(theirs.text) ?? expect.fail()];
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(["tenantId", "keyId", "secret", "seal"] as const, { minLength: 1, maxLength: 3 }),
        async (taken) => {
          const mixed = makeKey({ ...own, ...Object.fromEntries(taken.map((name) => [name, other[name]])) });
          expect(await proveKey(env, `Bearer ${mixed}`)).toBeNull();
        },
      ),
    );
  });
});
