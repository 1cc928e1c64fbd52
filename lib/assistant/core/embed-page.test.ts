import { describe, expect, it } from "vitest";
import type { EmbedConfig } from "../../projects/protocol";
import { embedPage } from "./embed-page";

const config = (over: Partial<EmbedConfig> = {}): EmbedConfig => ({
  project: "pa_1",
  version: "1",
  theme: {
    accent: "#0b5c62",
    scheme: "auto",
    position: "right",
    offsetX: 20,
    offsetY: 20,
    radius: "medium",
    icon: "chat",
    logoUrl: null,
  },
  language: "en",
  texts: { name: "Help", greeting: "Hello.", placeholder: "Ask", suggestions: [], notice: "" },
  anonymous: true,
  consent: false,
  turnstileSiteKey: null,
  origins: ["https://shop.example"],
  state: "open",
  ...over,
});
const page = (over: Partial<EmbedConfig> = {}) =>
  embedPage({
    config: config(over),
    assets: { script: "/embed/1-a/panel.js", style: "/embed/1-a/panel.css" },
    nonce: "n0nce",
    origin: "https://parlor.example",
  });
const directive = (name: string, over: Partial<EmbedConfig> = {}) =>
  page(over)
    .headers["content-security-policy"]?.split("; ")
    .find((each) => each.startsWith(`${name} `));

describe("embedPage", () => {
  it("lets the project's origins and its own frame it, and nobody else", () => {
    expect(directive("frame-ancestors")).toBe("frame-ancestors 'self' https://shop.example");
    expect(directive("frame-ancestors", { origins: [] })).toBe("frame-ancestors 'self'");
    expect(page().headers).not.toHaveProperty("x-frame-options");
  });

  it("takes no origin that could say more than an origin", () => {
    const origins = [
      "https://a.example; script-src *",
      "*",
      "https://*.example",
      "javascript:alert(1)",
      "http://localhost:3000",
    ];
    expect(directive("frame-ancestors", { origins })).toBe("frame-ancestors 'self' http://localhost:3000");
  });

  it("sends what a host page with require-corp asks for", () => {
    expect(page().headers).toMatchObject({
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "cross-origin",
    });
  });

  it("opens sockets and images to its own origin only", () => {
    expect(directive("connect-src")).toBe("connect-src 'self' wss://parlor.example");
    expect(directive("img-src")).toBe("img-src 'self' data:");
    expect(directive("frame-src")).toBe("frame-src 'none'");
  });

  it("makes room for the challenge where a project asks for one", () => {
    expect(directive("frame-src", { turnstileSiteKey: "1x00" })).toBe("frame-src https://challenges.cloudflare.com");
    expect(directive("trusted-types", { turnstileSiteKey: "1x00" })).toBeUndefined();
    expect(directive("trusted-types")).toBe("trusted-types 'none'");
  });

  it("carries a tenant's texts as data", () => {
    const texts = {
      ...config().texts,
      name: "</title><script>alert(1)</script>",
      greeting: "</script><!--<script>\u2028",
    };
    const { html } = page({ texts });
    expect(html).not.toContain("alert(1)</script>");
    expect(html.match(/<script/g)).toHaveLength(2);
    const json = /id="config"[^>]*>(.*)<\/script>/.exec(html)?.[1] ?? "";
    expect((JSON.parse(json) as EmbedConfig).texts).toEqual(texts);
  });

  it("reads from right to left in Arabic", () => {
    expect(page({ language: "ar" }).html).toContain('<html lang="ar" dir="rtl">');
    expect(page({ language: "de" }).html).toContain('<html lang="de" dir="ltr">');
  });
});
