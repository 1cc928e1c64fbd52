import { describe, expect, it } from "vitest";
import { encryptPush, fromBase64Url, PLAINTEXT_BYTES_MAX, toBase64Url } from "./encrypt";

/** RFC 8291, section 5 and appendix A. */
const RFC = {
  text: "When I grow up, I want to be a watermelon",
  salt: "DGv6ra1nlYgDCS1FRnbzlw",
  senderPrivate: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  senderPublic: "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  receiverPrivate: "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  body: "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
};

async function keysOf(publicKey: string, privateKey: string): Promise<CryptoKeyPair> {
  const point = fromBase64Url(publicKey);
  const [x, y] = [toBase64Url(point.slice(1, 33)), toBase64Url(point.slice(33))];
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const jwk = { kty: "EC", crv: "P-256", x, y };
  return {
    publicKey: await crypto.subtle.importKey("jwk", jwk, curve, true, []),
    privateKey: await crypto.subtle.importKey("jwk", { ...jwk, d: privateKey }, curve, true, ["deriveBits"]),
  };
}

/** A browser's side, written from the RFC and not from the code under test. */
async function decrypt(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const { privateKey } = await keysOf(RFC.p256dh, RFC.receiverPrivate);
  const [salt, sender, sealed] = [body.slice(0, 16), body.slice(21, 86), body.slice(86)];
  const senderKey = await crypto.subtle.importKey("raw", sender, { name: "ECDH", namedCurve: "P-256" }, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: senderKey }, privateKey, 256);
  const derive = async (secret: BufferSource, from: BufferSource, info: Buffer<ArrayBuffer>, bits: number) =>
    crypto.subtle.deriveBits(
      { name: "HKDF", hash: "SHA-256", salt: from, info },
      await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]),
      bits,
    );
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), fromBase64Url(RFC.p256dh), sender]);
  const secret = await derive(shared, fromBase64Url(RFC.auth), Buffer.from(info), 256);
  const key = await derive(secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 128);
  const iv = await derive(secret, salt, Buffer.from("Content-Encoding: nonce\0"), 96);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const plain = Buffer.from(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, aes, sealed));
  expect(plain.at(-1)).toBe(2);
  return plain.subarray(0, -1).toString();
}

describe("encryptPush", () => {
  it("writes the RFC's example byte for byte", async () => {
    const keys = await keysOf(RFC.senderPublic, RFC.senderPrivate);
    const body = await encryptPush(RFC.text, RFC, { keys, salt: fromBase64Url(RFC.salt) });
    expect(toBase64Url(body)).toBe(RFC.body);
  });

  it("is read by the browser's side, and never the same twice", async () => {
    const bodies = await Promise.all([encryptPush("Grüße 👋", RFC), encryptPush("Grüße 👋", RFC)]);
    for (const body of bodies) expect(await decrypt(body)).toBe("Grüße 👋");
    expect(toBase64Url(bodies[0])).not.toBe(toBase64Url(bodies[1]));
  });

  it("fills one record and no more", async () => {
    expect((await encryptPush("x".repeat(PLAINTEXT_BYTES_MAX), RFC)).byteLength).toBe(4_096);
    await expect(encryptPush("x".repeat(PLAINTEXT_BYTES_MAX + 1), RFC)).rejects.toThrow(RangeError);
  });
});
