import { Unreadable } from "../core/unreadable";

/** What a document may unfold to: more of it is an attack on memory. */
const UNFOLDED_BYTES_MAX = 80 * 1024 * 1024;
const ENTRY = 0x02014b50;
const DEFLATED = 8;

/**
 * A Word document as HTML: its headings, paragraphs, lists and tables. Pictures are left out.
 * @throws Unreadable `too_large`, `damaged`.
 */
export async function readDocx(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  await requireSmall(bytes);
  const { default: mammoth } = await import("mammoth/mammoth.browser.js");
  const { buffer, byteOffset, byteLength } = bytes;
  try {
    const { value } = await mammoth.convertToHtml(
      { arrayBuffer: buffer.slice(byteOffset, byteOffset + byteLength) },
      { convertImage: mammoth.images.imgElement(async () => ({ src: "" })), externalFileAccess: false },
    );
    return value;
  } catch {
    throw new Unreadable("damaged");
  }
}

/** Unfolds every entry without keeping it: what a ZIP says of its sizes may be untrue. */
async function requireSmall(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left = UNFOLDED_BYTES_MAX;
  for (let at = 0; at + 46 <= bytes.length; at++) {
    if (view.getUint32(at, true) !== ENTRY) continue;
    const local = view.getUint32(at + 42, true);
    if (local + 30 > bytes.length) throw new Unreadable("damaged");
    const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const body = bytes.subarray(begin, begin + view.getUint32(at + 20, true));
    left -= view.getUint16(at + 10, true) === DEFLATED ? await unfoldedSize(body, left) : body.length;
    if (left < 0) throw new Unreadable("too_large");
  }
}

async function unfoldedSize(body: Uint8Array<ArrayBuffer>, max: number): Promise<number> {
  const reader = new Blob([body]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return size;
      size += value.length;
      if (size > max) {
        await reader.cancel();
        return size;
      }
    }
  } catch {
    throw new Unreadable("damaged");
  }
}
