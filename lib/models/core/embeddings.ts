import type { TokenUsage } from "@/lib/quotas/protocol";
import { isLoose } from "./normalise";
import { readUsage } from "./tokens";

/** The answer of `POST /v1/embeddings`. */
export interface EmbeddingsAnswer {
  object: "list";
  model: string;
  data: { object: "embedding"; index: number; embedding: number[] | string }[];
  usage: { prompt_tokens: number; total_tokens: number };
}

const FLOAT_BYTES = 4;
const CHUNK = 0x8000;

/** Any provider's embeddings in the encoding that was asked for; null where they are none, or not one for each input. */
export function normaliseEmbeddings(
  raw: unknown,
  ask: { count: number; format: "float" | "base64"; model: string; promptTokens: () => number },
): { answer: EmbeddingsAnswer; usage: TokenUsage } | null {
  if (!isLoose(raw) || !Array.isArray(raw.data) || raw.data.length !== ask.count) return null;
  const data: EmbeddingsAnswer["data"] = [];
  for (const [at, item] of raw.data.entries()) {
    const embedding = isLoose(item) ? encoded(item.embedding, ask.format) : null;
    if (embedding === null || !isLoose(item)) return null;
    data.push({ object: "embedding", index: typeof item.index === "number" ? item.index : at, embedding });
  }
  const told = readUsage(raw.usage);
  const promptTokens = told?.promptTokens ?? ask.promptTokens();
  const usage = { promptTokens, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0, estimated: told === null };
  const model = typeof raw.model === "string" && raw.model !== "" ? raw.model : ask.model;
  const totals = { prompt_tokens: promptTokens, total_tokens: promptTokens };
  return { answer: { object: "list", model, data, usage: totals }, usage };
}

function encoded(value: unknown, format: "float" | "base64"): number[] | string | null {
  if (typeof value === "string") return format === "base64" ? value : floatsOf(value);
  if (!Array.isArray(value) || value.length === 0 || !value.every((each) => typeof each === "number")) return null;
  return format === "float" ? value : base64Of(value);
}

/** Little-endian floats of four bytes, as OpenAI packs them. */
function base64Of(values: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(values.length * FLOAT_BYTES));
  values.forEach((value, at) => view.setFloat32(at * FLOAT_BYTES, value, true));
  const bytes = new Uint8Array(view.buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

function floatsOf(packed: string): number[] | null {
  let text: string;
  try {
    text = atob(packed);
  } catch {
    return null;
  }
  if (text.length === 0 || text.length % FLOAT_BYTES !== 0) return null;
  const view = new DataView(Uint8Array.from(text, (char) => char.charCodeAt(0)).buffer);
  return Array.from({ length: text.length / FLOAT_BYTES }, (_, at) => view.getFloat32(at * FLOAT_BYTES, true));
}
