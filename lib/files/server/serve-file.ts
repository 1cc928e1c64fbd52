import type { FileInfo } from "@/lib/rooms/protocol";
import { unwrap } from "@/lib/rooms/server/refusal";
import { contentDisposition } from "../core/file-name";
import { kindOf } from "../core/file-kind";
import { fileNotFound } from "./info";
import type { FileDeps } from "./receive-upload";
import { fileKey } from "./storage";
import type { LinkClaims } from "./tokens";

/**
 * The bytes of a file for the holder of a link. The room is asked every time: a removed member's link, and one to a
 * deleted message, give nothing from that moment on, whatever the signature says.
 */
export async function serveFile(deps: Omit<FileDeps, "db">, claims: LinkClaims, request: Request): Promise<Response> {
  const room = deps.objects.room(claims.tenant, claims.room);
  const answer = await room.file(claims.tenant, claims.person, claims.file);
  if (answer.status === "refused" && answer.code === "not_found") throw fileNotFound();
  const { file } = unwrap(answer);
  const { FILES } = deps.bindings;
  if (claims.view === "thumbnail") {
    const small = await FILES.get(fileKey.thumbnail(claims.tenant, file.id));
    if (small) return new Response(small.body, { headers: headersOf(file, "image/webp", true) });
  }
  const inline = claims.view !== "download" && kindOf(file) !== "other";
  const headers = headersOf(file, inline ? file.type : "application/octet-stream", inline);
  headers.set("accept-ranges", "bytes");
  const range = rangeOf(request.headers.get("range"), file.size);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  const found = await FILES.get(fileKey.original(claims.tenant, file.id), range ? { range } : {});
  if (!found) throw fileNotFound();
  headers.set("etag", found.httpEtag);
  if (!range) {
    headers.set("content-length", String(file.size));
    return new Response(found.body, { headers });
  }
  headers.set("content-length", String(range.length));
  headers.set("content-range", `bytes ${range.offset}-${range.offset + range.length - 1}/${file.size}`);
  return new Response(found.body, { status: 206, headers });
}

/** Nothing that comes from a person is ever a document of ours: no script, no frame, no guess at its type. */
function headersOf(file: FileInfo, type: string, inline: boolean): Headers {
  return new Headers({
    "content-type": type,
    "content-disposition": contentDisposition(inline ? "inline" : "attachment", file.name),
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "cache-control": "private, max-age=300",
  });
}

/** One range of bytes, as players ask for; null for the whole file (also for several ranges, which nobody needs). */
export function rangeOf(
  header: string | null,
  size: number,
): { offset: number; length: number } | "unsatisfiable" | null {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (!asked || (asked[1] === "" && asked[2] === "")) return null;
  const [, from = "", to = ""] = asked;
  const offset = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return offset > last ? "unsatisfiable" : { offset, length: last - offset + 1 };
}
