import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import schema from "./openai-schema.json";

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
ajv.addSchema(schema);
const validators = new Map<string, ValidateFunction>();

export type OpenAiSchema = keyof typeof schema.$defs;

/** @throws Error that says where a value is not as OpenAI publishes it. */
export function requireConform(name: OpenAiSchema, value: unknown): void {
  const validate = validators.get(name) ?? ajv.compile({ $ref: `${schema.$id}#/$defs/${name}` });
  validators.set(name, validate);
  if (!validate(value)) {
    throw new Error(`${JSON.stringify(value)} is no ${name}: ${ajv.errorsText(validate.errors)}`);
  }
}

const EVENT_END = /\r?\n\r?\n/;

/** What a stream said, each event of it judged. `done` is the last one, `[DONE]`. */
export interface SeenStream {
  chunks: Record<string, unknown>[];
  errors: Record<string, unknown>[];
  done: boolean;
}

/** Reads Server-Sent Events as they come; a stream that breaks keeps what it said before. `look` is called after each piece. */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  seen: SeenStream,
  look: () => void = () => undefined,
): Promise<void> {
  let rest = "";
  const text = new TextDecoder();
  for await (const bytes of body) {
    rest += text.decode(bytes, { stream: true });
    const events = rest.split(EVENT_END);
    rest = events.pop() ?? "";
    for (const event of events) readEvent(event, seen);
    look();
  }
  if (rest.trim() !== "") throw new Error(`The stream ended inside an event: ${rest}`);
}

function readEvent(event: string, seen: SeenStream): void {
  const data = event.split(/\r?\n/).filter((line) => !line.startsWith(":"));
  if (data.length === 0) return;
  if (data.some((line) => !line.startsWith("data: "))) throw new Error(`More than data: ${event}`);
  if (seen.done || seen.errors.length > 0) throw new Error(`An event after the end: ${event}`);
  const text = data.map((line) => line.slice("data: ".length)).join("\n");
  if (text === "[DONE]") {
    seen.done = true;
    return;
  }
  const value = JSON.parse(text) as Record<string, unknown>;
  if ("error" in value) {
    requireConform("ErrorResponse", value);
    seen.errors.push(value);
  } else {
    requireConform("ChatCompletionChunk", value);
    seen.chunks.push(value);
  }
}

/** Paths whose answers are our own: OpenAI publishes nothing of them but the shape of errors. */
const OWN_PATHS = /^\/(admin|v1\/(sessions|tools|usage|docs|openapi\.json))(\/|$)/;

/** @throws Error when the body of a whole answer is not as OpenAI publishes it, or when nobody says what judges it. */
export function judgeBody(method: string, path: string, answer: { ok: boolean; body: unknown }): void {
  if (!answer.ok) return requireConform("ErrorResponse", answer.body);
  const name = schemaOf(method, path);
  if (name === null && !OWN_PATHS.test(path)) throw new Error(`Nothing judges what ${method} ${path} answers.`);
  if (name === "EmbeddingsResponse") return requireConform(name, withNumbers(answer.body));
  return name === null ? undefined : requireConform(name, answer.body);
}

function schemaOf(method: string, path: string): OpenAiSchema | null {
  if (method === "POST" && path === "/v1/chat/completions") return "ChatCompletion";
  if (method === "POST" && path === "/v1/embeddings") return "EmbeddingsResponse";
  if (method === "POST" && /^\/v1\/sessions\/[^/]+\/messages$/.test(path)) return "ChatCompletion";
  if (method === "GET" && path === "/v1/models") return "ModelList";
  return method === "GET" && path.startsWith("/v1/models/") ? "Model" : null;
}

/** With `encoding_format: base64` a vector comes as the bytes of its 32-bit numbers; what is published speaks of numbers. */
function withNumbers(body: unknown): unknown {
  const { data, ...rest } = body as { data?: { embedding: unknown }[] };
  const numbersOf = (text: string): number[] | null => {
    const bytes = Buffer.from(text, "base64");
    if (bytes.length === 0 || bytes.length % 4 !== 0) return null;
    return Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
  };
  return {
    ...rest,
    data: data?.map((one) => ({
      ...one,
      embedding: typeof one.embedding === "string" ? numbersOf(one.embedding) : one.embedding,
    })),
  };
}

/** A `fetch` that judges every answer of the API before its client sees it, and that says of a stream when it ends short. */
export function judgingFetch(note: (problem: Error) => void): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, init);
    const path = new URL(input instanceof Request ? input.url : input).pathname;
    const method = (init?.method ?? (input instanceof Request ? input.method : "GET")).toUpperCase();
    const judged = (judge: () => void) => {
      try {
        judge();
      } catch (problem) {
        note(problem as Error);
      }
    };
    const type = answer.headers.get("content-type") ?? "";
    if (type.startsWith("text/event-stream") && answer.body)
      return new Response(answer.body.pipeThrough(judgedStream(judged)), answer);
    if (type.startsWith("application/json")) {
      const body: unknown = await answer.clone().json();
      judged(() => judgeBody(method, path, { ok: answer.ok, body }));
    } else if (!OWN_PATHS.test(path)) note(new Error(`${method} ${path} answered ${type}.`));
    return answer;
  };
}

/** A stream that its provider cuts may break; one that ends has said how. */
function judgedStream(judged: (judge: () => void) => void): TransformStream<Uint8Array, Uint8Array> {
  const text = new TextDecoder();
  const seen: SeenStream = { chunks: [], errors: [], done: false };
  let rest = "";
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      rest += text.decode(bytes, { stream: true });
      const events = rest.split(EVENT_END);
      rest = events.pop() ?? "";
      judged(() => {
        for (const event of events) readEvent(event, seen);
      });
      controller.enqueue(bytes);
    },
    flush() {
      judged(() => {
        if (rest.trim() !== "") throw new Error(`The stream ended inside an event: ${rest}`);
        if (!seen.done && seen.errors.length === 0)
          throw new Error("The stream ended without [DONE] and without an error.");
      });
    },
  });
}
