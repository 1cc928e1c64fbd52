/** A file's name as it is kept and shown: one line that says where the name ends and what kind it is. */
import { FILE_LIMITS } from "../protocol";

/** Controls, line and paragraph separators, and what turns the direction of text or is not seen at all. */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex -- removing control characters is the point
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const SEPARATORS = /[/\\:*?"<>|]/g;
const EXTENSION = /\.[\p{L}\p{N}]{1,10}$/u;

/** Makes any text a safe file name; what says nothing becomes "file". A long one is cut in the middle: its ending stays. */
export function normaliseFileName(raw: string): string {
  const plain = raw
    .slice(0, 4_096)
    .toWellFormed()
    .normalize("NFC")
    .replace(UNSEEN, "")
    .replace(SEPARATORS, "_")
    .replace(/\s+/g, " ")
    // A leading dot hides a file, and trailing dots and spaces are lost on Windows.
    .replace(/^[. ]+|[. ]+$/g, "");
  if (plain === "") return "file";
  const points = [...plain];
  if (points.length <= FILE_LIMITS.nameCharsMax) return plain;
  const ending = EXTENSION.exec(plain)?.[0] ?? "";
  const kept = FILE_LIMITS.nameCharsMax - [...ending].length - 1;
  return `${points.slice(0, kept).join("").trimEnd()}…${ending}`;
}

/** The part after the last dot, in lower case; empty when there is none. */
export function extensionOf(name: string): string {
  return (EXTENSION.exec(name)?.[0] ?? "").slice(1).toLowerCase();
}

/** `Content-Disposition` (RFC 6266): an ASCII name for old readers, the real one in UTF-8. */
export function contentDisposition(kind: "inline" | "attachment", name: string): string {
  const safe = normaliseFileName(name);
  const ascii = safe.replace(/[^\u0020-\u007e]/gu, "_").replace(/["\\%]/g, "_");
  const utf8 = encodeURIComponent(safe).replace(
    /['()*!]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
