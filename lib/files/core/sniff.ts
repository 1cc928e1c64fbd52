/**
 * What a file is, from its first bytes. Whoever uploads may say anything; only what stands here decides how it is
 * served. A type that could run (HTML, SVG, XML) is named for the reader and never shown on our origin.
 */
import { extensionOf } from "./file-name";
import { pictureSize, type Size } from "./picture-size";

/** So much of a file's beginning is looked at: enough for the size of a photograph behind its metadata. */
export const HEAD_BYTES = 262_144;

export interface Sniffed {
  type: string;
  width?: number;
  height?: number;
}

/** Names the type of a file and, for pictures, their size as shown. */
export function sniff(head: Uint8Array, name: string): Sniffed {
  const type = binaryType(head) ?? zipType(head, name) ?? textType(head, name) ?? "application/octet-stream";
  const size: Size | null = type.startsWith("image/") ? pictureSize(head, type) : null;
  return size ? { type, ...size } : { type };
}

/** Signatures: bytes as Latin-1 text at an offset. The first that fits decides. */
const SIGNATURES: readonly [at: number, text: string, type: string][] = [
  [0, "\x89PNG\r\n\x1a\n", "image/png"],
  [0, "GIF87a", "image/gif"],
  [0, "GIF89a", "image/gif"],
  [0, "\xff\xd8\xff", "image/jpeg"],
  [0, "BM", "image/bmp"],
  [0, "II*\0", "image/tiff"],
  [0, "MM\0*", "image/tiff"],
  [0, "%PDF-", "application/pdf"],
  [0, "OggS", "audio/ogg"],
  [0, "fLaC", "audio/flac"],
  [0, "ID3", "audio/mpeg"],
  [0, "\xff\xfb", "audio/mpeg"],
  [0, "\xff\xf3", "audio/mpeg"],
  [0, "\xff\xf2", "audio/mpeg"],
  [0, "\x1f\x8b", "application/gzip"],
  [0, "7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"],
  [0, "Rar!\x1a\x07", "application/vnd.rar"],
  [0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"],
  [0, "MZ", "application/vnd.microsoft.portable-executable"],
];

function binaryType(head: Uint8Array): string | null {
  const at = (from: number, to: number) => latin1(head, from, to);
  if (at(0, 4) === "RIFF")
    return { WEBP: "image/webp", WAVE: "audio/wav", "AVI ": "video/x-msvideo" }[at(8, 12)] ?? null;
  if (at(4, 8) === "ftyp") return isoType(at(8, 12));
  if (at(0, 4) === "\x1a\x45\xdf\xa3") return at(0, 64).includes("webm") ? "video/webm" : "video/x-matroska";
  return SIGNATURES.find(([from, text]) => at(from, from + text.length) === text)?.[2] ?? null;
}

/** The family of "ftyp" boxes, by its main brand. */
function isoType(brand: string): string {
  if (brand === "avif" || brand === "avis") return "image/avif";
  if (/^(?:hei[cfsxm]|hev[cx]|mif1|msf1)$/.test(brand)) return "image/heic";
  if (/^M4[AB] /.test(brand)) return "audio/mp4";
  return brand === "qt  " ? "video/quicktime" : "video/mp4";
}

const ZIPPED: Record<string, string> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odp: "application/vnd.oasis.opendocument.presentation",
  epub: "application/epub+zip",
};

function zipType(head: Uint8Array, name: string): string | null {
  if (latin1(head, 0, 4) !== "PK\x03\x04") return null;
  const extension = extensionOf(name);
  return Object.hasOwn(ZIPPED, extension) ? (ZIPPED[extension] ?? null) : "application/zip";
}

const TEXTS: Record<string, string> = {
  csv: "text/csv",
  md: "text/markdown",
  json: "application/json",
  css: "text/css",
  js: "text/javascript",
  ts: "text/plain",
  yaml: "application/yaml",
  yml: "application/yaml",
};

function textType(head: Uint8Array, name: string): string | null {
  let text: string;
  try {
    // The last character may be cut in half.
    text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
  } catch {
    return null;
  }
  // oxlint-disable-next-line no-control-regex -- text has none of these
  if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)) return null;
  const begin = text.slice(0, 1_024).trimStart().toLowerCase();
  if (begin.includes("<svg")) return "image/svg+xml";
  if (/<(?:!doctype html|html|head|body|script|iframe|meta)\b/.test(begin)) return "text/html";
  if (begin.startsWith("<?xml")) return "application/xml";
  const extension = extensionOf(name);
  if (extension === "html" || extension === "htm") return "text/html";
  if (extension === "svg") return "image/svg+xml";
  return Object.hasOwn(TEXTS, extension) ? (TEXTS[extension] ?? null) : "text/plain";
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
