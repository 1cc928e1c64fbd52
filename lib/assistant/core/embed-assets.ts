// Written by scripts/build-embed.ts from what it built.

/** Where loader and panel lie, and what the loader's bytes hash to. */
export const EMBED_ASSETS = {
  loader: "/embed/1-4bab5013dd/loader.js",
  loaderIntegrity: "sha384-tvf4IeB2ods0/ppwaiNWK0ChVGvIxvKAwv6W9m9Z2JKgOhepGQ4pA2TNMS2xVKWB",
  script: "/embed/1-b8622b50f0/panel.js",
  style: "/embed/1-b8622b50f0/panel.css",
} as const;
