// Written by scripts/build-embed.ts from what it built.

/** Where loader and panel lie, and what the loader's bytes hash to. */
export const EMBED_ASSETS = {
  loader: "/embed/1-c7a6698ff5/loader.js",
  loaderIntegrity: "sha384-yl5i4I21ZKg3fwe9XfjybQ1HrEo+r9y67osWgl8P3h2pHzttWqYAAkwu91HJ5eeV",
  script: "/embed/1-4018f8d7d3/panel.js",
  style: "/embed/1-4018f8d7d3/panel.css",
} as const;
