import type { EmbedConfig } from "../../projects/protocol";
import { schemeOf, themeDeclarations } from "./embed-theme";

export interface EmbedAssets {
  script: string;
  style: string;
}

const TURNSTILE_ORIGIN = "https://challenges.cloudflare.com";
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar"]);
/** An origin as a policy may carry it: nothing that ends a directive or begins another. */
const ORIGIN = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$|^https?:\/\/\[[0-9a-f:]+\](?::\d{1,5})?$/i;

/**
 * The document of the panel's frame. `origin` is the one it is served from: its sockets go there, and its own demo pages
 * may embed it. Never X-Frame-Options: the policy names who may frame it, project by project.
 */
export function embedPage(page: { config: EmbedConfig; assets: EmbedAssets; nonce: string; origin: string }): {
  html: string;
  headers: Record<string, string>;
} {
  const { config, assets, nonce } = page;
  const { language } = config;
  const html = [
    "<!doctype html>",
    `<html lang="${text(language)}" dir="${RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr"}">`,
    '<head><meta charset="utf-8">',
    `<title>${text(config.texts.name)}</title>`,
    '<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover,interactive-widget=resizes-content">',
    `<meta name="color-scheme" content="${schemeOf(config.theme.scheme)}">`,
    '<meta name="robots" content="noindex">',
    `<style nonce="${text(nonce)}">:root{${themeDeclarations(config.theme)}}</style>`,
    `<link rel="stylesheet" href="${text(assets.style)}" nonce="${text(nonce)}">`,
    `<script type="application/json" id="config" nonce="${text(nonce)}">${inlineJson(config)}</script>`,
    `<script type="module" src="${text(assets.script)}" nonce="${text(nonce)}"></script>`,
    "</head><body></body></html>",
  ].join("\n");
  return {
    html,
    headers: {
      "content-type": "text/html; charset=utf-8",
      // Not no-store: a frame with that would keep the host's page out of the back/forward cache.
      "cache-control": "private, no-cache",
      "content-security-policy": policyOf(page),
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "cross-origin",
      "referrer-policy": "no-referrer",
      "permissions-policy": "camera=(), geolocation=(), browsing-topics=()",
      "x-content-type-options": "nosniff",
    },
  };
}

function policyOf({ config, nonce, origin }: { config: EmbedConfig; nonce: string; origin: string }): string {
  const parents = config.origins.filter((parent) => ORIGIN.test(parent));
  const challenge = config.turnstileSiteKey !== null;
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${origin.replace(/^http/, "ws")}`,
    `frame-src ${challenge ? TURNSTILE_ORIGIN : "'none'"}`,
    "form-action 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    // The challenge's script writes scripts of its own.
    ...(challenge ? [] : ["require-trusted-types-for 'script'", "trusted-types 'none'"]),
    ["frame-ancestors 'self'", ...parents].join(" "),
  ].join("; ");
}

/** JSON that cannot end its script element, nor be read as a comment in one. */
function inlineJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
