import { AppError } from "../platform/errors";

/** Largest JSON body of any route. */
export const BODY_BYTES_MAX = 64 * 1024;

/**
 * Reads a JSON object from a request, never more than `BODY_BYTES_MAX` of it.
 * Of a key that is written twice the last one counts, as in JSON.parse.
 * @throws AppError `unsupported_media_type`, `payload_too_large` or `invalid_request`.
 */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  requireJsonType(request.headers.get("content-type"));
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > BODY_BYTES_MAX) throw tooLarge();
  const value = parse(decode(await readBytes(request)));
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AppError("invalid_request", "The body must be a JSON object.");
  }
  return { ...value };
}

function requireJsonType(header: string | null): void {
  const [type, ...parameters] = (header ?? "").split(";").map((part) => part.trim().toLowerCase());
  const utf8 = parameters.every((parameter) => /^charset="?utf-?8"?$/.test(parameter));
  if (type !== "application/json" || !utf8) {
    throw new AppError("unsupported_media_type", "Send the body as application/json in UTF-8.");
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
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
  return new AppError("payload_too_large", `The body is larger than ${BODY_BYTES_MAX / 1024} KiB.`);
}
