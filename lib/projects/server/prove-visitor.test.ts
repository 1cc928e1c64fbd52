import { base64url, generateKeyPair, SignJWT } from "jose";
import { expect, it } from "vitest";
import { newId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import { IDENTITY_BOUNDS } from "../core/identity";
import { makePublicKey } from "../core/public-key";
import { proveVisitor } from "./prove-visitor";

const NOW = 1_800_000_000;
const facts = {
  tenantId: newId<TenantId>(),
  id: newId<ProjectId>(),
  secrets: [
    { kid: "new", secret: "ps_the-new-secret-of-this-project-0123456789" },
    { kid: "old", secret: "ps_the-old-secret-of-this-project-0123456789" },
  ],
};
const aud = makePublicKey({ tenantId: facts.tenantId, projectId: facts.id });
const claims = { sub: "user-7", aud, iat: NOW, exp: NOW + 300 };
const bytes = (text: string) => new TextEncoder().encode(text);
const part = (value: unknown) => base64url.encode(typeof value === "string" ? value : JSON.stringify(value));

/** Signed as it should be, whatever header and claims say. */
async function signed(header: unknown, body: unknown, secret = facts.secrets[0]?.secret ?? ""): Promise<string> {
  const text = `${part(header)}.${part(body)}`;
  const key = await crypto.subtle.importKey("raw", bytes(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return `${text}.${base64url.encode(new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes(text))))}`;
}
const token = (change: Record<string, unknown> = {}, header: Record<string, unknown> = {}, secret?: string) =>
  signed({ alg: "HS256", kid: "new", ...header }, { ...claims, ...change }, secret);
const prove = async (made: Promise<string> | string, now = NOW) => proveVisitor(facts, await made, now * 1_000);

it("answers who a visitor is, by either secret, as a library signs it", async () => {
  for (const { kid, secret } of facts.secrets) {
    const made = new SignJWT({ name: " Ada ", email: "ada@example.com" })
      .setProtectedHeader({ alg: "HS256", kid, typ: "JWT" })
      .setSubject("user-7")
      .setAudience(aud)
      .setIssuedAt(NOW)
      .setExpirationTime(NOW + 600)
      .sign(bytes(secret));
    expect(await prove(made)).toEqual({
      ok: true,
      visitor: { sub: "user-7", name: "Ada", email: "ada@example.com" },
    });
  }
  expect(await prove(token())).toEqual({ ok: true, visitor: { sub: "user-7", name: null, email: null } });
});

it("gives clocks a minute, and no more", async () => {
  const { leewayS } = IDENTITY_BOUNDS;
  expect(await prove(token(), NOW + 300 + leewayS - 1)).toMatchObject({ ok: true });
  expect(await prove(token(), NOW + 300 + leewayS)).toMatchObject({ ok: false, code: "expired" });
  expect(await prove(token(), NOW - leewayS)).toMatchObject({ ok: true });
  expect(await prove(token(), NOW - leewayS - 1)).toMatchObject({ ok: false, code: "malformed" });
  expect(await prove(token({ nbf: NOW + leewayS + 1 }))).toMatchObject({ ok: false, code: "malformed" });
  expect(await prove(token({ nbf: NOW }))).toMatchObject({ ok: true });
});

it("refuses a token that lives longer than ten minutes, also while it is young", async () => {
  expect(await prove(token({ exp: NOW + 600 }))).toMatchObject({ ok: true });
  expect(await prove(token({ exp: NOW + 601 }))).toMatchObject({ ok: false, code: "too_long_lived" });
});

it("refuses what another secret, project or key signed", async () => {
  const [first, second] = facts.secrets;
  expect(await prove(token({}, {}, "ps_somebody-else-s-secret-0123456789abcdef"))).toMatchObject({
    code: "bad_signature",
  });
  expect(await prove(token({}, { kid: "old" }, first?.secret))).toMatchObject({ code: "bad_signature" });
  expect(await prove(token({}, { kid: "old" }, second?.secret))).toMatchObject({ ok: true });
  expect(await prove(token({}, { kid: "retired" }))).toMatchObject({ code: "unknown_key" });
  for (const kid of [undefined, null, 1, "", ["new"]]) {
    expect(await prove(token({}, { kid })), String(kid)).toMatchObject({ code: "unknown_key" });
  }
  const other = makePublicKey({ tenantId: facts.tenantId, projectId: newId<ProjectId>() });
  for (const wrong of [other, undefined, null, "", [aud, other], [aud], aud.toLowerCase()]) {
    expect(await prove(token({ aud: wrong })), String(wrong)).toMatchObject({ code: "wrong_project" });
  }
});

it("refuses what was changed after it was signed", async () => {
  const [header = "", , signature = ""] = (await token()).split(".");
  expect(await prove(`${header}.${part({ ...claims, sub: "admin" })}.${signature}`)).toMatchObject({
    code: "bad_signature",
  });
  expect(await prove(`${header}.${part(claims)}.${part("x".repeat(32))}`)).toMatchObject({ code: "bad_signature" });
});

it("takes no other algorithm, whatever the token says", async () => {
  for (const alg of ["none", "None", "", undefined, "HS384", "HS512", "RS256", "ES256", "hs256"]) {
    expect(await prove(token({}, { alg })), String(alg)).toMatchObject({ code: "malformed" });
  }
  const body = part(claims);
  expect(await prove(`${part({ alg: "none", kid: "new" })}.${body}.`)).toMatchObject({ code: "malformed" });
  const { privateKey } = await generateKeyPair("RS256");
  const asymmetric = new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "new" }).sign(privateKey);
  expect(await prove(asymmetric)).toMatchObject({ code: "malformed" });
  expect(await prove(token({}, { crit: ["b64"], b64: true }))).toMatchObject({ code: "malformed" });
});

it("refuses claims and headers that are there twice, however they are written", async () => {
  const twice = [
    `{"sub":"admin","sub":"user-7","aud":"${aud}","iat":${NOW},"exp":${NOW + 300}}`,
    `{"sub":"admin","\\u0073ub":"user-7","aud":"${aud}","iat":${NOW},"exp":${NOW + 300}}`,
  ];
  for (const body of twice)
    expect(await prove(signed({ alg: "HS256", kid: "new" }, body))).toMatchObject({ code: "malformed" });
  expect(await prove(signed(`{"alg":"none","alg":"HS256","kid":"new"}`, claims))).toMatchObject({ code: "malformed" });
  // The same name deeper down, and inside of a text, is none of ours.
  expect(await prove(token({ a: { sub: 1 }, b: [{ sub: 2 }], c: '"sub":"x"', name: '{"sub":' }))).toMatchObject({
    ok: true,
  });
});

it("refuses what is no token at all", async () => {
  const good = await token();
  const bad = ["", ".", "a.b", "a.b.c", `${good}.x`, `${good} `, `${good}=`, good.replace(".", ".."), "é.é.é"];
  for (const text of bad) expect(await prove(text), text).toMatchObject({ ok: false, code: "malformed" });
  for (const body of ["[]", "null", "1", '"x"', "{", "\u0000"]) {
    expect(await prove(signed({ alg: "HS256", kid: "new" }, body)), body).toMatchObject({ code: "malformed" });
  }
  expect(await prove(token({ pad: "x".repeat(4_096) }))).toMatchObject({ code: "malformed" });
});

it("bounds who it says that somebody is", async () => {
  for (const sub of [undefined, null, "", " ", 7, "x".repeat(257), "a\nb", "a\u0000b", ["x"]]) {
    expect(await prove(token({ sub })), String(sub)).toMatchObject({ code: "malformed" });
  }
  expect(await prove(token({ sub: "x".repeat(256) }))).toMatchObject({ ok: true });
  for (const name of ["", 7, "x".repeat(81), "a\nb", {}]) {
    expect(await prove(token({ name })), String(name)).toMatchObject({ code: "malformed" });
  }
  for (const email of ["", "ada", "a@b", "a b@c.de", `${"x".repeat(250)}@example.com`, 7]) {
    expect(await prove(token({ email })), String(email)).toMatchObject({ code: "malformed" });
  }
  expect(await prove(token({ name: null, email: null }))).toMatchObject({ ok: true });
  for (const time of [undefined, null, "1", NOW + 0.5, -1, Number.MAX_VALUE]) {
    expect(await prove(token({ iat: time })), `iat ${time}`).toMatchObject({ code: "malformed" });
    expect(await prove(token({ exp: time })), `exp ${time}`).toMatchObject({ code: "malformed" });
  }
  expect(await prove(token({ exp: NOW }))).toMatchObject({ code: "malformed" });
});
