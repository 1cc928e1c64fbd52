// Written by scripts/build-embed.ts from what it built.

/** Where loader and panel lie, and what the loader's bytes hash to. */
export const EMBED_ASSETS = {
  loader: "/embed/1-6813cee7d8/loader.js",
  loaderIntegrity: "sha384-/EXph3lLmCiXWdlnnvT+gc4nJaJtwKLSMDS3C6ku0x0IlNHGc22Aj600C2avakat",
  script: "/embed/1-4018f8d7d3/panel.js",
  style: "/embed/1-4018f8d7d3/panel.css",
} as const;
