const DIMENSIONS = 8;

interface EmbeddingsBody {
  input?: unknown;
  encoding_format?: unknown;
  dimensions?: unknown;
}

/** The first text of the input: where directives stand. */
export function embeddingsText(input: unknown): string {
  if (typeof input === "string") return input;
  return Array.isArray(input) && typeof input[0] === "string" ? input[0] : "";
}

/** The same vector for the same text, of length one. */
export function embeddingsAnswer(body: EmbeddingsBody, model: string) {
  const inputs = asInputs(body.input);
  const size = typeof body.dimensions === "number" ? body.dimensions : DIMENSIONS;
  const tokens = inputs.reduce(
    (sum, input) => sum + (typeof input === "string" ? Math.ceil(input.length / 4) : input.length),
    0,
  );
  return {
    object: "list",
    model,
    data: inputs.map((input, index) => {
      const vector = vectorOf(typeof input === "string" ? input : input.join(","), size);
      const embedding = body.encoding_format === "base64" ? Buffer.from(vector.buffer).toString("base64") : [...vector];
      return { object: "embedding", index, embedding };
    }),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function asInputs(input: unknown): (string | number[])[] {
  if (typeof input === "string") return [input];
  if (!Array.isArray(input)) return [""];
  return typeof input[0] === "number" ? [input as number[]] : (input as (string | number[])[]);
}

function vectorOf(text: string, size: number): Float32Array {
  const vector = new Float32Array(size);
  for (let at = 0; at < text.length; at++) {
    const slot = (text.charCodeAt(at) * 31 + at) % size;
    vector[slot] = (vector[slot] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
