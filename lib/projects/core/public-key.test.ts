import { expect, it } from "vitest";
import { fromBase62, toBase62 } from "@/lib/keys/core/base62";
import { crc32 } from "@/lib/keys/core/crc32";
import { newId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import { makePublicKey, parsePublicKey } from "./public-key";

const place = () => ({ tenantId: newId<TenantId>(), projectId: newId<ProjectId>() });

it("says which tenant and project it is, in one spelling of one length", () => {
  for (let n = 0; n < 200; n++) {
    const one = place();
    const key = makePublicKey(one);
    expect(key).toMatch(/^pa_[0-9A-Za-z]{49}$/);
    expect(parsePublicKey(key)).toEqual(one);
  }
});

it("keeps tenant and project apart", () => {
  const { tenantId, projectId } = place();
  const other = makePublicKey({
    tenantId: projectId as string as TenantId,
    projectId: tenantId as string as ProjectId,
  });
  expect(other).not.toBe(makePublicKey({ tenantId, projectId }));
});

it("tells a key with one other character, wherever it is", () => {
  const key = makePublicKey(place());
  for (let at = 0; at < key.length; at++) {
    const other = key[at] === "x" ? "y" : "x";
    expect(parsePublicKey(key.slice(0, at) + other + key.slice(at + 1)), String(at)).toBeNull();
  }
});

it("refuses what has no key's shape", () => {
  const key = makePublicKey(place());
  for (const text of [
    "",
    "pa_",
    key.slice(0, -1),
    `${key}0`,
    ` ${key}`,
    `${key}\n`,
    key.replace("pa_", "pk_"),
    "pa_é",
  ]) {
    expect(parsePublicKey(text), text).toBeNull();
  }
});

it("refuses ids that are no UUID, also under a right checksum", () => {
  const signed = (digits: string) => `pa_${digits}${toBase62(crc32(`pa_${digits}`), 6)}`;
  expect(fromBase62("z".repeat(43), 32)).toBeNull();
  expect(parsePublicKey(signed("z".repeat(43)))).toBeNull();
  expect(parsePublicKey(signed("0".repeat(43)))).toBeNull();
});
