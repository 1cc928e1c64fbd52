import { describe, expect, it } from "vitest";
import { contentPolicy, newNonce, setPageHeaders, socketOriginsFor } from "./page-headers";

describe("contentPolicy", () => {
  const policy = contentPolicy("abc", ["wss://parlor.example"]);

  it("lets scripts run by nonce only", () => {
    expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';");
    expect(/script-src[^;]*unsafe/.test(policy)).toBe(false);
  });

  it("lets nobody frame the app, and connects to its own sockets only", () => {
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("connect-src 'self' wss://parlor.example;");
  });
});

describe("socketOriginsFor", () => {
  it("follows the page's scheme, and adds the realtime Worker's origin when that is elsewhere", () => {
    expect(socketOriginsFor(new URL("https://parlor.example/x"), undefined)).toEqual(["wss://parlor.example"]);
    expect(socketOriginsFor(new URL("http://localhost:1/"), "http://localhost:2")).toEqual([
      "ws://localhost:1",
      "ws://localhost:2",
    ]);
    expect(socketOriginsFor(new URL("http://localhost:1/"), "http://localhost:1")).toEqual(["ws://localhost:1"]);
  });
});

describe("setPageHeaders", () => {
  const headersFor = (address: string, type: string) => {
    const headers = new Headers({ "content-type": type });
    setPageHeaders(headers, { url: new URL(address), policy: "default-src 'none'" });
    return headers;
  };

  it("puts the policy on documents, and the rest on everything", () => {
    expect(headersFor("http://a.example/", "text/html; charset=utf-8").get("content-security-policy")).toBe(
      "default-src 'none'",
    );
    const json = headersFor("http://a.example/", "application/json");
    expect(json.get("content-security-policy")).toBeNull();
    expect(json.get("x-content-type-options")).toBe("nosniff");
    expect(json.get("cross-origin-opener-policy")).toBe("same-origin");
  });

  it("asks for HTTPS for ever on HTTPS only", () => {
    expect(headersFor("http://localhost/", "text/html").has("strict-transport-security")).toBe(false);
    expect(headersFor("https://a.example/", "text/html").get("strict-transport-security")).toContain(
      "max-age=63072000",
    );
  });
});

describe("newNonce", () => {
  it("is 128 bits and never the same", () => {
    const nonces = new Set(Array.from({ length: 100 }, newNonce));
    expect(nonces.size).toBe(100);
    for (const nonce of nonces) expect(atob(nonce)).toHaveLength(16);
  });
});
