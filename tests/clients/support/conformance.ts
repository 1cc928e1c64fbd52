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

/** Reads Server-Sent Events as they come; a stream that breaks keeps what it said before. */
export async function readStream(body: ReadableStream<Uint8Array>, seen: SeenStream): Promise<void> {
  let rest = "";
  const text = new TextDecoder();
  for await (const bytes of body) {
    rest += text.decode(bytes, { stream: true });
    const events = rest.split(EVENT_END);
    rest = events.pop() ?? "";
    for (const event of events) readEvent(event, seen);
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

/** A `fetch` that judges every answer of the API before its client sees it. */
export function judgingFetch(note: (problem: Error) => void): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, init);
    const path = new URL(input instanceof Request ? input.url : input).pathname;
    const judge = (name: OpenAiSchema, value: unknown) => {
      try {
        requireConform(name, value);
      } catch (problem) {
        note(problem as Error);
      }
    };
    if (answer.headers.get("content-type")?.startsWith("text/event-stream") && answer.body) {
      const text = new TextDecoder();
      const seen: SeenStream = { chunks: [], errors: [], done: false };
      let rest = "";
      const middle = new TransformStream<Uint8Array, Uint8Array>({
        transform(bytes, controller) {
          rest += text.decode(bytes, { stream: true });
          const events = rest.split(EVENT_END);
          rest = events.pop() ?? "";
          try {
            for (const event of events) readEvent(event, seen);
          } catch (problem) {
            note(problem as Error);
          }
          controller.enqueue(bytes);
        },
      });
      return new Response(answer.body.pipeThrough(middle), answer);
    }
    const body: unknown = await answer.clone().json();
    if (!answer.ok) judge("ErrorResponse", body);
    else if (path.endsWith("/chat/completions")) judge("ChatCompletion", body);
    else if (path.endsWith("/models")) judge("ModelList", body);
    else if (path.includes("/models/")) judge("Model", body);
    return answer;
  };
}
