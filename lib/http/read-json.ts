import { AppError } from "../platform/errors";

const KIB = 1_024;
const MIB = KIB * KIB;

/**
 * Reads a JSON object from a request, never more than `bytesMax` of it.
 * Of a key that is written twice the last one counts, as in JSON.parse.
 * @throws AppError `unsupported_media_type`, `payload_too_large` or `invalid_request`.
 */
export async function readJson(
  request: Request,
  bytesMax: number,
): Promise<{ value: Record<string, unknown>; text: string }> {
  requireJsonType(request.headers.get("content-type"));
  const text = decode(await readBytes(request, bytesMax));
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AppError("invalid_request", "The body must be a JSON object.");
  }
  return { value: { ...value }, text };
}

function requireJsonType(header: string | null): void {
  const [type, ...parameters] = (header ?? "").split(";").map((part) => part.trim().toLowerCase());
  const utf8 = parameters.every((parameter) => /^charset\s*=\s*"?utf-?8"?$/.test(parameter));
  if (type !== "application/json" || !utf8) {
    throw new AppError("unsupported_media_type", "Send the body as application/json in UTF-8.");
  }
}

async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  const declared = request.headers.get("content-length");
  if (declared !== null) {
    if (Number(declared) > bytesMax) throw tooLarge(bytesMax);
    // The runtime takes no more than what was declared.
    return new Uint8Array(await request.arrayBuffer());
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > bytesMax) {
      await reader.cancel();
      throw tooLarge(bytesMax);
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

function tooLarge(bytesMax: number): AppError {
  const shown = bytesMax < MIB ? `${bytesMax / KIB} KiB` : `${bytesMax / MIB} MiB`;
  return new AppError("payload_too_large", `The body is larger than ${shown}.`);
}
