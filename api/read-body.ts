import { AppError } from "@/lib/platform/errors";

/** Largest body of any route. */
export const BODY_BYTES_MAX = 4 * 1024 * 1024;

/**
 * Reads a JSON object, never more than `BODY_BYTES_MAX` of it.
 * @throws AppError `unsupported_media_type`, `payload_too_large` or `invalid_request`.
 */
export async function readBody(request: Request): Promise<{ text: string; value: Record<string, unknown> }> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json(?:\s*;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i.test(type.trim())) {
    throw new AppError("unsupported_media_type", "Send the body as application/json in UTF-8.");
  }
  const text = decode(await readBytes(request));
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AppError("invalid_request", "The body must be a JSON object.");
  }
  return { text, value: { ...value } };
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const declared = request.headers.get("content-length");
  // The runtime takes no more than what was declared.
  if (declared !== null) {
    if (Number(declared) > BODY_BYTES_MAX) throw tooLarge();
    return new Uint8Array(await request.arrayBuffer());
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > BODY_BYTES_MAX) {
      await reader.cancel();
      throw tooLarge();
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return bytes;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not valid UTF-8.", { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not valid JSON.", { cause });
  }
}

function tooLarge(): AppError {
  return new AppError("payload_too_large", `The body is larger than ${BODY_BYTES_MAX / 1024 ** 2} MiB.`);
}
