// Written by scripts/build-embed.ts. Do not edit.

/** Where the built loader and panel lie, and what their bytes hash to. */
export const EMBED_ASSETS = {
  loader: "/embed/1-0000000000/loader.js",
  loaderIntegrity: "sha384-",
  script: "/embed/1-0000000000/panel.js",
  style: "/embed/1-0000000000/panel.css",
} as const;
