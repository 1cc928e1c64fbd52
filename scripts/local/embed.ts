import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";

export interface EmbedFile {
  /** Below public/. */
  path: string;
  bytes: Buffer;
  gz: number;
}

export interface EmbedBuild {
  loader: EmbedFile;
  /** What the panel loads before anything is said. */
  first: EmbedFile[];
  /** What a conversation or an act of the visitor loads; languages apart, of which each visitor has one. */
  later: EmbedFile[];
  languages: EmbedFile[];
  files: EmbedFile[];
  /** Text of lib/assistant/core/embed-assets.ts. */
  manifest: string;
}

export const EMBED_MANIFEST = "lib/assistant/core/embed-assets.ts";
/** Of the frame's protocol (embed/frame/protocol.ts). */
const MAJOR = 1;
const LANGUAGE = /^(?:de|fr|es|pt|ar)-/;
/** Released loaders, which pages may have pinned by their hash: they are served for good. */
const RELEASES = "embed/releases";

/** Bundles loader and panel, in memory. The same sources give the same bytes, and so the same addresses. */
export async function bundleEmbed(root: string): Promise<EmbedBuild> {
  const shared = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    charset: "utf8",
    target: "es2022",
    legalComments: "none",
    logLevel: "silent",
  } as const;
  const [loaderBuild, panelBuild] = await Promise.all([
    build({ ...shared, entryPoints: ["embed/loader/loader.ts"], format: "iife", outdir: "out" }),
    build({
      ...shared,
      entryPoints: { panel: "embed/panel/main.ts", style: "embed/panel/panel.css" },
      format: "esm",
      splitting: true,
      metafile: true,
      outdir: "out",
    }),
  ]);
  const out = join(root, "out");
  const script = loaderBuild.outputFiles[0]?.contents ?? new Uint8Array();
  const parts = panelBuild.outputFiles
    .map(({ path, contents }) => ({ name: relative(out, path).replace(/^style\.css$/, "panel.css"), contents }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const panelPlace = `embed/${versionOf(parts.flatMap(({ name, contents }) => [name, contents]))}`;
  const loader = file(`embed/${versionOf([script])}/loader.js`, script);
  const panel = parts.map(({ name, contents }) => file(`${panelPlace}/${name}`, contents));
  const entry = Object.entries(panelBuild.metafile.outputs).find(([path]) => basename(path) === "panel.js");
  const atOnce = new Set([
    "panel.js",
    "panel.css",
    ...(entry?.[1].imports ?? []).filter(({ kind }) => kind === "import-statement").map(({ path }) => basename(path)),
  ]);
  const first = panel.filter(({ path }) => atOnce.has(basename(path)));
  const languages = panel.filter(({ path }) => LANGUAGE.test(basename(path)));
  return {
    loader,
    first,
    later: panel.filter((each) => !first.includes(each) && !languages.includes(each)),
    languages,
    files: [file("embed.js", script), loader, ...panel],
    manifest: manifestOf({
      loader: `/${loader.path}`,
      loaderIntegrity: `sha384-${createHash("sha384").update(script).digest("base64")}`,
      script: `/${panelPlace}/panel.js`,
      style: `/${panelPlace}/panel.css`,
    }),
  };
}

/** Writes the build below public/ and names it in the manifest; what is there already is left as it is. */
export async function buildEmbed(root: string): Promise<EmbedBuild> {
  const built = await bundleEmbed(root);
  const released = releasedFiles(root);
  const wanted = new Map([...released, ...built.files].map(({ path, bytes }) => [join(root, "public", path), bytes]));
  const folders = new Set([...wanted.keys()].map((path) => basename(dirname(path))));
  const place = join(root, "public", "embed");
  for (const old of existsSync(place) ? readdirSync(place) : []) {
    if (!folders.has(old)) rmSync(join(place, old), { recursive: true, force: true });
  }
  for (const [path, bytes] of wanted) put(path, bytes);
  put(join(root, EMBED_MANIFEST), Buffer.from(built.manifest));
  return built;
}

/** Keeps today's loader among those that are served for good. */
export async function releaseEmbed(root: string): Promise<string> {
  const { loader } = await bundleEmbed(root);
  const path = join(root, RELEASES, relative("embed", loader.path));
  put(path, loader.bytes);
  return path;
}

function releasedFiles(root: string): EmbedFile[] {
  const place = join(root, RELEASES);
  return filesBelow(place).map((path) => file(`embed/${relative(place, path)}`, readFileSync(path)));
}

function put(path: string, bytes: Buffer): void {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => resolve(entry.parentPath, entry.name));
}

function file(path: string, contents: Uint8Array): EmbedFile {
  const bytes = Buffer.from(contents);
  return { path, bytes, gz: gzipSync(bytes, { level: 9 }).length };
}

function versionOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return `${MAJOR}-${hash.digest("hex").slice(0, 10)}`;
}

function manifestOf(assets: Record<string, string>): string {
  return [
    "// Written by scripts/build-embed.ts from what it built.",
    "",
    "/** Where loader and panel lie, and what the loader's bytes hash to. */",
    "export const EMBED_ASSETS = {",
    ...Object.entries(assets).map(([key, value]) => `  ${key}: ${JSON.stringify(value)},`),
    "} as const;",
    "",
  ].join("\n");
}
