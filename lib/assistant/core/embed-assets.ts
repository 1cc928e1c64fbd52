// Written by scripts/build-embed.ts from what it built.

/** Where loader and panel lie, and what the loader's bytes hash to. */
export const EMBED_ASSETS = {
  loader: "/embed/1-c8e99e652d/loader.js",
  loaderIntegrity: "sha384-I8cThSzlYfNUXO2D9KQRFRvhp5VqViK13k6ILStzCopnrrcQSaRqbUfCVG3fV2PU",
  script: "/embed/1-1c457e368f/panel.js",
  style: "/embed/1-1c457e368f/panel.css",
} as const;
