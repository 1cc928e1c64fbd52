import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleEmbed, EMBED_MANIFEST, type EmbedBuild } from "./embed";
import { weighEmbed } from "./embed-size";

const root = join(import.meta.dirname, "../..");
let built: EmbedBuild;

beforeAll(async () => {
  built = await bundleEmbed(root);
});

describe("what pages of others load", () => {
  it("is within its bounds, which notice what is not", () => {
    expect(weighEmbed(built).ok).toBe(true);
    const at = (gz: number) => [{ path: "a", bytes: Buffer.alloc(0), gz }];
    const loader = { path: "a", bytes: Buffer.alloc(0), gz: 1 };
    const none = { ...built, loader, first: [], later: [], languages: [] };
    expect(weighEmbed(none).ok).toBe(true);
    expect(weighEmbed({ ...none, loader: { ...loader, gz: 2_600 } }).ok).toBe(false);
    expect(weighEmbed({ ...none, first: at(16_000) }).ok).toBe(false);
    expect(weighEmbed({ ...none, first: at(15_000), later: at(15_000), languages: at(10_000) }).ok).toBe(false);
  });

  it("lies at an address that is of its bytes, so that it may be kept for ever", () => {
    const { loader, first, later, languages } = built;
    const hash = createHash("sha256").update(loader.bytes).update("\0").digest("hex");
    expect(loader.path).toBe(`embed/1-${hash.slice(0, 10)}/loader.js`);
    const panel = [...first, ...later, ...languages];
    expect(new Set(panel.map(({ path }) => dirname(path))).size).toBe(1);
    expect(first.map(({ path }) => basename(path))).toEqual(expect.arrayContaining(["panel.js", "panel.css"]));
  });

  it("is pinned by the hash of the bytes that are served", () => {
    const moving = built.files.find(({ path }) => path === "embed.js");
    expect(moving?.bytes.equals(built.loader.bytes)).toBe(true);
    const pinned = /"(sha384-[^"]+)"/.exec(built.manifest)?.[1];
    expect(pinned).toBe(`sha384-${createHash("sha384").update(built.loader.bytes).digest("base64")}`);
  });

  it("is what the manifest in the sources names", () => {
    const kept = readFileSync(join(root, EMBED_MANIFEST), "utf8");
    const linesOf = (text: string) => text.split("\n").filter((line) => line.includes("loader"));
    expect(linesOf(kept)).toEqual(linesOf(built.manifest));
  });
});
