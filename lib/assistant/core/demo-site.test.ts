import { describe, expect, it } from "vitest";
import { demoSite } from "./demo-site";

const at = (path: string) => demoSite(path, { publicKey: "pa_1", nonce: "n0nce" });

describe("demoSite", () => {
  it.each(["/demo", "/demo/", "/demo/delivery", "/demo/strict", "/demo/app", "/demo/app/returns"])(
    "answers %s",
    (path) => {
      expect(at(path)?.html).toContain('<script src="/embed.js" data-project="pa_1" nonce="n0nce" async></script>');
      expect(at(path)?.headers["content-security-policy"]).toContain("default-src 'none'");
    },
  );

  it.each(["/demo/nothing", "/demo/app/nothing", "/demo/strict/x", "/demo/app/returns/x", "/demo/toString"])(
    "has nothing at %s",
    (path) => expect(at(path)).toBeNull(),
  );

  it("forbids styles, HTML from strings and foreign frames on the strict page", () => {
    const headers = at("/demo/strict")?.headers;
    expect(headers?.["content-security-policy"]).toMatch(/style-src .none.*require-trusted-types-for 'script'/);
    expect(headers).toHaveProperty("cross-origin-embedder-policy", "require-corp");
  });
});
