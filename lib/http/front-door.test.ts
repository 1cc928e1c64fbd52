import { describe, expect, it } from "vitest";
import { doorOf, internalHeaders } from "./front-door";

describe("doorOf", () => {
  it.each([
    "/ws/rooms/1",
    "/ws",
    "/v1/chat/completions",
    "/admin",
    "/admin/x",
    "/embed/x",
    "/health",
    "/internal/import/x",
  ])("sends %s to the realtime Worker", (path) => expect(doorOf(path)).toBe("realtime"));

  it.each([
    "/",
    "/demo/rooms",
    "/demo/admin/members",
    "/wsx",
    "/administration",
    "/embed.js",
    "/healthy",
    "/api/auth/x",
    "/100%",
  ])("leaves %s to the app", (path) => expect(doorOf(path)).toBe("app"));

  it.each([
    "/cdn-cgi",
    "/cdn-cgi/image/width=1/x.png",
    "/%63dn-cgi/image/x",
    "/%2563dn-cgi/image/x",
    "/cdn-cgi%2Fimage/x",
    "/\\cdn-cgi\\image",
    "/%5Ccdn-cgi%5Cimage",
    "//cdn-cgi/image",
    "/CDN-CGI/image/x",
    "/%63dn-cgi/%/x",
    "/_next/image",
  ])("blocks %s", (path) => expect(doorOf(path)).toBe("blocked"));
});

describe("doorOf, with an API key in the address", () => {
  const key = `pk_live_${"aB3".repeat(30)}Z`;
  it.each([
    [`/${key}`, "", "blocked"],
    [`/%70k_live_${key.slice(8)}`, "", "blocked"],
    ["/sign-in", `?key=${key}`, "blocked"],
    ["/sign-in", "?next=/demo", "app"],
    [`/v1/models/${key}`, "", "realtime"],
  ])("%s%s: %s", (path, search, door) => expect(doorOf(path, search)).toBe(door));
});

describe("internalHeaders", () => {
  it("finds what Next and OpenNext trust, and nothing that a browser needs", () => {
    const headers = new Headers({
      "x-middleware-subrequest": "1",
      "X-NextJS-Data": "1",
      "x-opennext-resolved-routes": "[]",
      "x-forwarded-host": "evil.example",
      "x-request-id": "1",
      rsc: "1",
      "next-action": "1",
      "next-router-state-tree": "1",
      cookie: "a=b",
    });
    expect(internalHeaders(headers).toSorted()).toEqual([
      "x-forwarded-host",
      "x-middleware-subrequest",
      "x-nextjs-data",
      "x-opennext-resolved-routes",
    ]);
  });
});
