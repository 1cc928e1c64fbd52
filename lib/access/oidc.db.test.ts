import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/platform/env";
import { Browser, newcomer, refusal, signIn, site, withSite } from "./testing/site";

withSite();

let server: Server;
let issuer: string;
/** What the provider says of whoever signs in next. */
let person: JWTPayload = {};
/** Lets a test forge the token. */
let forge: (claims: JWTPayload) => JWTPayload = (claims) => claims;
let nonce = "";

/** A small OpenID provider: discovery, keys, and a token for whatever code it is shown. */
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const json = (body: object) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    if (request.url === "/.well-known/openid-configuration") {
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ["RS256"],
      });
    }
    if (request.url === "/jwks") return json({ keys: [jwk] });
    const claims = forge({ iss: issuer, aud: "parlor", nonce, ...person });
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: "k1" })
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(privateKey);
    return json({ access_token: "at", token_type: "Bearer", expires_in: 300, id_token: idToken });
  };
  server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bindings = {
    ...site.runtime.bindings,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: "parlor",
    OIDC_CLIENT_SECRET: "provider-secret",
    OIDC_LABEL: "Acme login",
  };
  site.runtime = { ...site.runtime, bindings, env: parseEnv(bindings) };
});
afterAll(() => void server.close());

async function begin(browser: Browser): Promise<URL> {
  const response = await browser.auth("/sign-in/social", {
    provider: "oidc",
    callbackURL: "/new",
    errorCallbackURL: "/sign-in",
  });
  expect(response.status).toBe(200);
  const { url } = (await response.json()) as { url: string };
  const asked = new URL(url);
  nonce = asked.searchParams.get("nonce") ?? "";
  return asked;
}

function comeBack(browser: Browser, asked: URL): Promise<Response> {
  const state = asked.searchParams.get("state") ?? "";
  return browser.auth(`/callback/oidc?code=a-code&state=${encodeURIComponent(state)}`, undefined, {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
  });
}

async function arrive(browser: Browser): Promise<string> {
  const response = await comeBack(browser, await begin(browser));
  return response.headers.get("location") ?? String(response.status);
}

describe("signing in with the installation's OpenID provider", () => {
  it("asks with state, nonce and PKCE, and opens an account for a proved address", async () => {
    person = {
      sub: "u1",
      email: "una@oidc.example",
      email_verified: true,
      name: "Una",
      picture: "https://evil.example/p.png",
    };
    const browser = new Browser();
    const asked = await begin(browser);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      client_id: "parlor",
      response_type: "code",
      code_challenge_method: "S256",
    });
    expect(asked.searchParams.get("redirect_uri")).toBe("https://parlor.test/api/auth/callback/oidc");
    for (const name of ["state", "nonce", "code_challenge"]) expect(asked.searchParams.get(name)).toBeTruthy();
    const response = await comeBack(browser, asked);
    expect(response.headers.get("location")).toBe("/new");
    expect(await browser.account()).toMatchObject({ email: "una@oidc.example", name: "Una", emailVerified: true });
  });

  it("is the same account the next time", async () => {
    person = { sub: "u1", email: "una@oidc.example", email_verified: true, name: "Una" };
    const [first, second] = [new Browser(), new Browser()];
    await arrive(first);
    await arrive(second);
    expect((await first.account()).account).toBe((await second.account()).account);
  });

  it("opens nothing for an address the provider has not proved", async () => {
    person = { sub: "u2", email: "vera@oidc.example", email_verified: false, name: "Vera" };
    const browser = new Browser();
    expect(await arrive(browser)).toContain("error=");
    expect(await refusal(browser.account())).toBe("unauthenticated");
  });

  it("does not take over a password account by an unproved address", async () => {
    const owner = await newcomer("walt@oidc.example");
    person = { sub: "u3", email: "walt@oidc.example", email_verified: false, name: "Not Walt" };
    const browser = new Browser();
    expect(await arrive(browser)).toContain("error=");
    expect(await refusal(browser.account())).toBe("unauthenticated");
    expect((await owner.account()).name).not.toBe("Not Walt");
    expect((await signIn("walt@oidc.example")).response.status).toBe(200);
  });

  it("takes a state once, and only from the browser that began", async () => {
    person = { sub: "u4", email: "xena@oidc.example", email_verified: true, name: "Xena" };
    const browser = new Browser();
    const asked = await begin(browser);
    const thief = new Browser();
    expect((await comeBack(thief, asked)).headers.get("location")).toContain("error");
    expect(await refusal(thief.account())).toBe("unauthenticated");
    const again = await begin(browser);
    expect((await comeBack(browser, again)).headers.get("location")).toBe("/new");
    expect((await comeBack(browser, again)).headers.get("location")).toContain("error");
  });

  it.each([
    ["another audience", (claims: JWTPayload) => ({ ...claims, aud: "somebody-else" })],
    ["another issuer", (claims: JWTPayload) => ({ ...claims, iss: "https://evil.example" })],
    ["another nonce", (claims: JWTPayload) => ({ ...claims, nonce: "stale" })],
  ])("refuses a token for %s", async (_, change) => {
    person = { sub: "u5", email: "yuri@oidc.example", email_verified: true, name: "Yuri" };
    forge = change;
    const browser = new Browser();
    const location = await arrive(browser);
    forge = (claims) => claims;
    expect(location).toContain("error");
    expect(await refusal(browser.account())).toBe("unauthenticated");
  });

  it("leads nowhere outside", async () => {
    const response = await new Browser().auth("/sign-in/social", {
      provider: "oidc",
      callbackURL: "https://evil.example/",
    });
    expect(response.status).toBe(403);
  });
});
